package joyul.cli;

import java.util.List;
import java.util.Locale;
import joyul.batch.CriticalBatch;
import joyul.batch.MemorySize;
import joyul.batch.TriedSize;
import joyul.explain.Language;
import joyul.probe.FoundBatch;

/** A batch size that was found, in words or as a picture of letters. */
record FoundBatchText(FoundBatch found, String data, Language language) {
    private static final int BAR = 28;

    String text() {
        Table table = new Table("size", "examples/s", "spread", "of the best", "memory", "time to the same loss");
        for (TriedSize size : sizes()) {
            table.row(
                    Figures.count(size.batch()),
                    Figures.count(size.examplesPerSecond()),
                    Double.isNaN(size.spread()) ? "-" : Math.round(100 * size.spread()) + " %",
                    Math.round(100 * share(size)) + " %",
                    size.peakBytes() > 0 ? new MemorySize(size.peakBytes()).toString() : "-",
                    slowdown(size));
        }
        return table.text() + "\n" + answer();
    }

    /** One row a size: bars of throughput and of time, and at the right what the size is. */
    String plot() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%10s  %-" + (BAR + 9) + "s %s%n",
                "size",
                "examples/s",
                "time to the same loss, least is best"));
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
        return text.append(
                        "\n~ within the range of the critical batch; the time is that at the worse end of this range\n\n")
                .append(answer())
                .toString();
    }

    private String answer() {
        StringBuilder text = new StringBuilder();
        text.append("batch_size ").append(found.recommendation().batch());
        if (found.cutShort()) {
            text.append("  (noise measured over ")
                    .append(Figures.count((double) found.steps()))
                    .append(" of ")
                    .append(Figures.count((double) found.wholeSteps()))
                    .append(" steps; it grows later: a longer --budget sees more)");
        }
        text.append('\n');
        for (String reason : found.recommendation().sentences(language)) {
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

    private static String bar(double share, char sign) {
        int full = (int) Math.max(1, Math.round(BAR * share));
        return String.valueOf(sign).repeat(full) + " ".repeat(BAR - full);
    }

    private String marks(TriedSize size) {
        StringBuilder marks = new StringBuilder();
        mark(marks, size, found.recommendation().batch(), "use this");
        mark(marks, size, found.ceilings().knee().batch(), "knee");
        mark(marks, size, found.ceilings().memory().largest(), "largest that fits");
        mark(marks, size, found.recipe().batchSize(), "the recipe's");
        return marks.toString();
    }

    private static void mark(StringBuilder marks, TriedSize size, int at, String name) {
        if (size.batch() == at) {
            marks.append(marks.isEmpty() ? "< " : ", ").append(name);
        }
    }
}
