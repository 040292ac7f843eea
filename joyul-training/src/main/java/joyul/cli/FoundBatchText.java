package joyul.cli;

import java.util.List;
import java.util.Locale;
import joyul.batch.MemorySize;
import joyul.batch.TriedSize;
import joyul.noise.CriticalBatch;
import joyul.probe.FoundBatch;

/** A batch size that was found, in words or as a picture of letters. */
record FoundBatchText(FoundBatch found, Speech speech) {
    private static final int LONGEST_BAR = 28;
    private static final int SHORTEST_BAR = 4;

    /** Columns of the plot that are neither bars nor what the sizes are. */
    private static final int BESIDE_BARS = 30;

    String text() {
        Table table = new Table(
                speech.say("size.column.size"),
                speech.say("size.column.speed"),
                speech.say("size.column.spread"),
                speech.say("size.column.share"),
                speech.say("size.column.memory"),
                speech.say("size.column.time"));
        for (TriedSize size : sizes()) {
            table.row(
                    Figures.count(size.batch()),
                    Figures.count(size.examplesPerSecond()),
                    Double.isNaN(size.spread()) ? "-" : Math.round(100 * size.spread()) + " %",
                    Math.round(100 * share(size)) + " %",
                    size.peakBytes() > 0 ? new MemorySize(size.peakBytes()).toString() : "-",
                    slowdown(size));
        }
        return speech.table(table) + "\n" + answer();
    }

    /** One row a size: bars of throughput and of time, and at the right what the size is. */
    String plot() {
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(Math.max(0, 10 - Columns.of(speech.say("size.column.size")))))
                .append(speech.say("size.column.size"))
                .append("  ")
                .append(Columns.padded(speech.say("size.column.speed"), longest() + 10))
                .append(speech.say("size.plot.time"))
                .append('\n');
        double worst = sizes().stream().mapToDouble(this::worst).max().orElse(1);
        CriticalBatch critical = found.ceilings().critical();
        for (TriedSize size : sizes()) {
            boolean inside = size.batch() >= critical.low() && size.batch() <= critical.high();
            String line = String.format(
                    Locale.ROOT,
                    "%10s %s%s %-8s %s %-7s%s",
                    Figures.count(size.batch()),
                    inside ? "~" : " ",
                    bar(share(size), '#'),
                    Figures.count(size.examplesPerSecond()),
                    bar(worst(size) / worst, '='),
                    slowdown(size),
                    marks(size));
            text.append(line.stripTrailing()).append('\n');
        }
        return text.append("\n" + speech.say("size.plot.note") + "\n\n")
                .append(answer())
                .toString();
    }

    private String answer() {
        StringBuilder text = new StringBuilder();
        text.append("batch_size ").append(found.recommendation().batch());
        if (found.cutShort()) {
            text.append("  ").append(speech.say("size.cut_short", "steps", found.steps(), "whole", found.wholeSteps()));
        }
        text.append('\n');
        for (String reason : found.recommendation().sentences(speech.texts().language())) {
            text.append("- ").append(reason).append('\n');
        }
        return text.toString();
    }

    private List<TriedSize> sizes() {
        return found.ceilings().sizes();
    }

    private double share(TriedSize size) {
        return size.examplesPerSecond() / TriedSize.fastest(sizes()).examplesPerSecond();
    }

    private double worst(TriedSize size) {
        return found.ceilings().worstSlowdown(size);
    }

    private String slowdown(TriedSize size) {
        return String.format(Locale.ROOT, "%.2fx", worst(size));
    }

    private String bar(double share, char sign) {
        int full = (int) Math.max(1, Math.round(longest() * share));
        return String.valueOf(sign).repeat(full) + " ".repeat(Math.max(0, longest() - full));
    }

    /** Two bars stand side by side, as long as the terminal lets them be. */
    private int longest() {
        return Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, (speech.columns() - BESIDE_BARS - marks()) / 2));
    }

    private int marks() {
        return sizes().stream().mapToInt(size -> Columns.of(marks(size))).max().orElse(0);
    }

    private String marks(TriedSize size) {
        StringBuilder marks = new StringBuilder();
        mark(marks, size, found.recommendation().batch(), speech.say("size.mark.use"));
        if (sizes().size() > 1) {
            mark(marks, size, found.ceilings().knee().batch(), speech.say("size.mark.knee"));
        }
        mark(marks, size, found.ceilings().memory().largest(), speech.say("size.mark.largest"));
        mark(marks, size, found.recipe().batchSize(), speech.say("size.mark.recipe"));
        return marks.toString();
    }

    private static void mark(StringBuilder marks, TriedSize size, int at, String name) {
        if (size.batch() == at) {
            marks.append(marks.isEmpty() ? "< " : ", ").append(name);
        }
    }
}
