package joyul.report;

import java.nio.file.Path;
import joyul.explain.Diagnosis;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.file.AtomicFile;

/**
 * A diagnosis told as one HTML page: findings, heat maps of layer and step, and a table of the layers.
 *
 * <pre>{@code
 * DiagnosisReport.of(diagnosis, Language.EN).write(Path.of("diagnosis.html"));
 * }</pre>
 */
public final class DiagnosisReport {
    private final DiagnosisPage page;

    private DiagnosisReport(DiagnosisPage page) {
        this.page = page;
    }

    public static DiagnosisReport of(Diagnosis diagnosis, Language language) {
        Texts texts = Texts.of(language).and(Report.class);
        return new DiagnosisReport(DiagnosisPage.of(diagnosis, texts));
    }

    /** The page: one document that fetches nothing. */
    public String html() {
        return Report.render("diagnosis.jte", page);
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
