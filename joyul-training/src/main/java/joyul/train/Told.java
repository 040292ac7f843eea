package joyul.train;

import java.util.List;
import java.util.Optional;
import joyul.data.Data;
import joyul.explain.EpochReading;
import joyul.model.Scores;
import joyul.rate.RunLength;
import joyul.recipe.Recipe;
import joyul.report.RunResult;
import joyul.report.RunScore;
import joyul.run.Ending;

/** A run in the words of those who tell of it: the same values without the engine. */
public final class Told {
    private Told() {}

    static RunResult result(RunEnd end, boolean classifies, Optional<Scores> validation, Optional<Scores> test) {
        return new RunResult(
                end.kind(), end.step(), end.detail(), classifies, validation.map(Told::score), test.map(Told::score));
    }

    /** A run of which only the weights are left, with what they score. */
    public static RunResult handedOver(Recipe recipe, Data data, Scores validation, Optional<Scores> test) {
        long steps = (long) recipe.epochs() * RunLength.batches(data.train().size(), recipe.batchSize());
        return new RunResult(
                Ending.REACHED,
                steps,
                "",
                data.isClassification(),
                Optional.of(score(validation)),
                test.map(Told::score));
    }

    static RunScore score(Scores scores) {
        return new RunScore(scores.loss(), scores.metric(), scores.losses());
    }

    /** Its epochs. */
    public static List<EpochReading> epochs(List<EpochEvent> epochs) {
        return epochs.stream()
                .map(each -> new EpochReading(
                        each.epoch(),
                        each.step(),
                        each.trainLoss(),
                        each.validation().loss(),
                        each.validation().metric(),
                        each.rate()))
                .toList();
    }
}
