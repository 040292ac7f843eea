package joyul.report;

import java.nio.file.Path;
import joyul.file.AtomicFile;

/**
 * Runs beside each other as one HTML page: which is best and how sure that is, their curves, what differs in their recipes.
 *
 * <pre>{@code
 * RunComparison both = RunComparison.of(List.of(Run.read(one), Run.read(other)), Language.EN);
 * ComparisonReport.of(both).write(Path.of("compare.html"));
 * }</pre>
 */
public final class ComparisonReport {
    private final ComparisonPage page;

    private ComparisonReport(ComparisonPage page) {
        this.page = page;
    }

    public static ComparisonReport of(RunComparison comparison) {
        return new ComparisonReport(ComparisonPage.of(comparison));
    }

    /** The page: one document that fetches nothing. */
    public String html() {
        return Report.render("compare.jte", page);
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
