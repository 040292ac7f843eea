package joyul.report;

import java.nio.file.Path;
import java.util.List;
import joyul.explain.Finding;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.file.AtomicFile;

/**
 * A training run told as one HTML page: how it ended, its scores and recipe, findings, curves; also of a run that
 * diverged, was interrupted or still goes on.
 *
 * <pre>{@code
 * RunReport.of(Run.read(Path.of("joyul-out/train")), List.of(), Language.EN).write(Path.of("report.html"));
 * }</pre>
 */
public final class RunReport {
    /** The page's name in the folder of a run. */
    public static final String FILE = "report.html";

    private final RunPage page;

    private RunReport(RunPage page) {
        this.page = page;
    }

    /**
     * The page of a run.
     *
     * @param more findings besides those that its curves tell
     */
    public static RunReport of(Run run, List<Finding> more, Language language) {
        return new RunReport(RunPage.of(run, more, Texts.of(language).and(Report.class)));
    }

    /** The page: one document that fetches nothing. */
    public String html() {
        return Report.render("run.jte", page);
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
