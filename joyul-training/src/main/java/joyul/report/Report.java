package joyul.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import joyul.check.Check;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.file.AtomicFile;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Trial;

/**
 * A study told as one HTML page: the winner and how sure it is, findings, figures, all trials. It is made from the storage
 * alone, for a tune that has ended, was interrupted or still runs, and for any other study, Optuna's included.
 *
 * <pre>{@code
 * Report.of(storage, "tune", Language.EN).write(Path.of("report.html"));
 * }</pre>
 */
public final class Report {
    /** The package in which the build puts the compiled templates: this one. */
    private static final String TEMPLATES = "joyul.report";

    private final Page page;

    private Report(Page page) {
        this.page = page;
    }

    /**
     * The report of a study as it stands now.
     *
     * @throws joyul.check.InputException if the storage has no study of that name
     */
    public static Report of(Storage storage, String name, Language language) {
        OptionalLong id = storage.findStudy(name);
        if (id.isEmpty()) {
            throw Check.unknown("study", name, storage.studyNames());
        }
        long study = id.getAsLong();
        return of(name, storage.direction(study), storage.studyAttributes(study), storage.trials(study), language);
    }

    /** The report of an open study as it stands now. */
    public static Report of(Study study, Language language) {
        return of(study.name(), study.direction(), study.attributes(), study.trials(), language);
    }

    private static Report of(
            String name, Direction direction, Map<String, Object> attributes, List<Trial> trials, Language language) {
        Texts texts = Texts.of(language).and(Report.class);
        return new Report(Page.of(Subject.of(name, direction, attributes, trials, texts)));
    }

    /** The page: one document that fetches nothing. */
    public String html() {
        return render("page.jte", page);
    }

    static String render(String template, Object page) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, Report.class.getClassLoader(), TEMPLATES);
        StringOutput output = new StringOutput(2_000_000);
        engine.render(template, page, output);
        return output.toString();
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
