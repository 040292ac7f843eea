package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Digits;
import joyul.explain.EpochReading;
import joyul.explain.Finding;
import joyul.explain.Metric;
import joyul.explain.Phrase;
import joyul.explain.RunFindings;
import joyul.explain.RunReadings;
import joyul.explain.Texts;

/** Everything that the template of a training run's page puts there. */
record RunPage(
        Texts texts,
        String title,
        String subtitle,
        String verdict,
        List<Headline.Tile> merits,
        List<Headline.Tile> knobs,
        String recipe,
        List<Advice> findings,
        List<Figure> figures,
        List<String> columns,
        List<List<String>> rows) {
    static RunPage of(Run run, List<Finding> more, Texts texts) {
        RunReadings readings = run.readings();
        RecipeText recipe = run.recipeText();
        boolean classifies = run.result().classifies();
        List<Finding> findings = new ArrayList<>(
                RunFindings.of(readings, recipe.number("learning_rate").orElse(Double.NaN), run.validationError()));
        findings.addAll(more);
        return new RunPage(
                texts,
                texts.say("run.title", "data", recipe.data()),
                subtitle(run, texts),
                verdict(run, texts),
                merits(run, texts),
                RecipeTiles.of(recipe, texts),
                run.recipe(),
                Advice.of(findings, texts),
                RunFigures.of(readings, classifies, texts).all(),
                List.of(
                        texts.say("epoch"),
                        texts.say("run.train"),
                        texts.say("run.validation"),
                        texts.say(classifies ? "run.accuracy" : "run.r2"),
                        texts.say("knob.learning_rate")),
                readings.epochs().stream().map(epoch -> row(epoch, classifies)).toList());
    }

    private static String subtitle(Run run, Texts texts) {
        RunReadings readings = run.readings();
        return texts.say(new Phrase(
                "run.subtitle",
                Map.of(
                        "run", run.name(),
                        "epochs", readings.epochs().size(),
                        "wanted", (long) run.recipeText().number("epochs").orElse(0),
                        "steps", readings.step())));
    }

    /** How it ended, and what that leaves. */
    static String verdict(Run run, Texts texts) {
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("step", run.readings().step());
        gaps.put("epochs", run.readings().epochs().size());
        gaps.put(
                "score",
                run.result()
                        .validation()
                        .map(score -> score.shown(run.result().classifies()))
                        .orElse("–"));
        gaps.put("metric", texts.say(run.result().classifies() ? "run.metric.accuracy" : "run.metric.r2"));
        return texts.say(new Phrase("run.verdict." + run.readings().end().name().toLowerCase(Locale.ROOT), gaps));
    }

    private static List<Headline.Tile> merits(Run run, Texts texts) {
        List<Headline.Tile> tiles = new ArrayList<>();
        boolean classifies = run.result().classifies();
        String metric = classifies ? ".accuracy" : ".r2";
        score(tiles, texts.say("merit.validation" + metric), run.result().validation(), "", classifies, texts);
        score(
                tiles,
                texts.say("merit.test" + metric),
                run.result().test(),
                texts.say("merit.once") + ", ",
                classifies,
                texts);
        run.result()
                .validation()
                .ifPresent(score -> tiles.add(new Headline.Tile(
                        texts.say("run.validation"), Digits.significant(score.loss(), 4), error(score, texts))));
        List<EpochReading> epochs = run.readings().epochs();
        if (!epochs.isEmpty()) {
            EpochReading last = epochs.get(epochs.size() - 1);
            tiles.add(new Headline.Tile(
                    texts.say("run.train"),
                    Digits.significant(last.trainLoss(), 4),
                    texts.say("run.train.note", "epoch", last.epoch())));
        }
        return tiles;
    }

    private static void score(
            List<Headline.Tile> tiles,
            String name,
            Optional<RunScore> score,
            String remark,
            boolean classifies,
            Texts texts) {
        score.ifPresent(known -> tiles.add(new Headline.Tile(
                name,
                known.shown(classifies),
                known.losses().length == 0 ? "" : remark + texts.say("merit.on", "count", known.losses().length))));
    }

    private static String error(RunScore score, Texts texts) {
        return Double.isNaN(score.error()) ? "" : texts.say("run.error", "error", Digits.significant(score.error(), 2));
    }

    private static List<String> row(EpochReading epoch, boolean classifies) {
        return List.of(
                Integer.toString(epoch.epoch()),
                Digits.significant(epoch.trainLoss(), 4),
                Digits.significant(epoch.validationLoss(), 4),
                new Metric(classifies, epoch.metric()).figure(),
                Digits.significant(epoch.rate(), 3));
    }
}
