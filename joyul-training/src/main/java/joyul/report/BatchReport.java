package joyul.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import joyul.batch.Ceilings;
import joyul.batch.Recommendation;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.file.AtomicFile;

/** The ceilings of a batch size as one HTML page: the recommendation with its reasons, one plot of all, the noise. */
public final class BatchReport {
    private final BatchPage page;

    private BatchReport(BatchPage page) {
        this.page = page;
    }

    /**
     * The page of what was measured.
     *
     * @param data the name of the data
     * @param current the recipe's batch size
     * @param steps along which the noise was measured
     * @param wholeSteps of the whole run
     */
    public static BatchReport of(
            Ceilings ceilings,
            Recommendation recommendation,
            String data,
            int current,
            long steps,
            long wholeSteps,
            Language language) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", data);
        facts.put("examples", ceilings.examples());
        facts.put("current", current);
        facts.put("steps", steps);
        facts.put("whole", wholeSteps);
        Texts texts = Texts.of(language).and(Report.class);
        return new BatchReport(BatchPage.of(ceilings, recommendation, facts, texts));
    }

    /** The page: one document that fetches nothing. */
    public String html() {
        return Report.render("batch.jte", page);
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws joyul.check.InputException if the file cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, html());
    }
}
