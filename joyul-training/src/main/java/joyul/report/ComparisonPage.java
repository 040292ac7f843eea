package joyul.report;

import java.util.List;
import java.util.stream.Collectors;
import joyul.explain.Texts;

/** Everything that the template of a comparison of runs puts on the page. */
record ComparisonPage(
        Texts texts,
        String title,
        String subtitle,
        String verdict,
        List<String> sentences,
        List<List<String>> results,
        List<List<String>> differences,
        List<Figure> figures) {
    static ComparisonPage of(RunComparison comparison) {
        Texts texts = comparison.texts();
        List<Run> runs = comparison.runs();
        return new ComparisonPage(
                texts,
                texts.say("compare.title", "count", runs.size()),
                runs.stream()
                        .map(run -> run.name() + " · " + run.recipeText().data())
                        .collect(Collectors.joining(" / ")),
                comparison.verdict(),
                comparison.sentences(),
                comparison.figures(),
                comparison.differences(),
                ComparedCurves.of(runs, texts));
    }
}
