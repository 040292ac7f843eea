package joyul.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joyul.file.AtomicFile;
import joyul.file.Folders;
import joyul.rate.Preview;
import joyul.rate.RunLength;
import joyul.rate.Schedules;

/** The page of documentation that shows every schedule: its picture, when to use it, and how PyTorch's differs. */
public final class Gallery {
    private static final int STEPS = 100;
    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    /**
     * One schedule of the page.
     *
     * @param spec what is drawn
     * @param use when to use it
     * @param pytorch how PyTorch's differs
     */
    record Entry(String name, String spec, String use, String pytorch) {
        static Entry of(String line) {
            String[] parts = line.split("\\s*\\|\\s*", -1);
            return new Entry(parts[0], parts[1], parts[2], parts[3]);
        }

        String svg() {
            Preview preview = Preview.of(Schedules.parse(spec), RATE, MOMENTUM, RunLength.of(STEPS), stalling());
            return ScheduleSvg.of(preview.rates(), preview.momenta());
        }

        String row() {
            return "| ![" + name + "](schedules/" + name + ".svg) | **" + name + "**<br>`" + spec.replace("|", "\\|")
                    + "`<br>" + use + "<br>*" + pytorch + "* |\n";
        }
    }

    private Gallery() {}

    static List<Entry> entries() {
        return Assets.read("schedules.txt").lines().map(Entry::of).toList();
    }

    /** Writes {@code schedules.md} and its pictures into a folder; gives the page. */
    public static Path write(Path folder) {
        Path pictures = Folders.writable(folder.resolve("schedules"));
        for (Entry entry : entries()) {
            AtomicFile.write(pictures.resolve(entry.name + ".svg"), entry.svg());
        }
        Path page = folder.resolve("schedules.md");
        AtomicFile.write(page, page());
        return page;
    }

    static String page() {
        StringBuilder text = new StringBuilder(Assets.read("schedules_head.md"));
        text.append("| over 100 steps, base rate 0.1 | |\n|---|---|\n");
        entries().forEach(entry -> text.append(entry.row()));
        return text.append('\n').append(Assets.read("schedules_foot.md")).toString();
    }

    /** A loss that falls, stalls, and falls and stalls again: what a plateau needs to show what it does. */
    private static List<Double> stalling() {
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            losses.add(2 * Math.exp(-Math.min(step, 25) / 10.0) - (step < 45 ? 0 : Math.min(step - 45, 20) / 200.0));
        }
        return losses;
    }
}
