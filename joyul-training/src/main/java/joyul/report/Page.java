package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.explain.Confirmed;
import joyul.explain.Finding;
import joyul.explain.Findings;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.study.Trial;

/**
 * Everything that the template puts on the page.
 *
 * @param recipe the winner's recipe file; empty where there is none
 */
record Page(
        Texts texts,
        String title,
        String subtitle,
        Headline headline,
        String recipe,
        List<Advice> findings,
        List<Figure> figures,
        TrialTable table,
        String trials) {
    static Page of(Subject subject) {
        Texts texts = subject.texts();
        List<Figure> figures = Stream.of(
                        ProgressFigure.of(subject),
                        ConfirmedFigure.of(subject),
                        ScatterFigure.of(subject),
                        RateFigure.of(subject),
                        HistoryFigure.of(subject),
                        ImportanceFigure.of(subject),
                        CurvesFigure.of(subject),
                        ScheduleFigure.of(subject),
                        ParallelFigure.of(subject))
                .flatMap(Optional::stream)
                .toList();
        return new Page(
                texts,
                title(subject),
                subtitle(subject),
                Headline.of(subject),
                subject.result().text("recipe"),
                findings(subject),
                figures,
                TrialTable.of(subject),
                ChartJson.write(details(subject)));
    }

    private static String title(Subject subject) {
        String data = subject.result().text("data");
        return data.isEmpty()
                ? subject.texts().say("title.study", "name", subject.name())
                : subject.texts().say("title.tune", "data", data);
    }

    private static String subtitle(Subject subject) {
        TuneResult result = subject.result();
        if (!result.exists()) {
            return subject.texts()
                    .say("subtitle.study", "count", subject.trials().size());
        }
        Map<String, Object> gaps = new LinkedHashMap<>();
        for (String name : List.of("train_examples", "validation_examples", "test_examples", "jobs")) {
            gaps.put(name, (long) result.number(name).orElse(0));
        }
        gaps.put("budget", subject.texts().retold(result.text("budget")));
        return subject.texts().say(new Phrase("subtitle.tune", gaps));
    }

    private static List<Advice> findings(Subject subject) {
        List<Confirmed> confirmed = subject.result().confirmed();
        List<Finding> findings = new ArrayList<>();
        subject.result()
                .number("validation_examples")
                .ifPresent(examples -> findings.addAll(Findings.ofExamples((int) examples)));
        findings.addAll(Findings.of(
                subject.trials(), subject.rung(), confirmed, subject.best().orElse(null)));
        return Advice.of(findings, subject.texts());
    }

    /** What a tooltip says of each trial: lines of name and value. */
    private static Map<String, Object> details(Subject subject) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (Trial trial : subject.trials()) {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of(subject.texts().say("trial") + " " + trial.number(), subject.outcome(trial)));
            trial.point()
                    .asMap()
                    .forEach((name, value) -> lines.add(List.of(subject.label(name), subject.label(name, value))));
            details.put(Integer.toString(trial.number()), lines);
        }
        return details;
    }
}
