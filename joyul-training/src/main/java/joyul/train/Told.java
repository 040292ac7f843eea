package joyul.train;

import java.util.List;
import java.util.Optional;
import joyul.explain.EpochReading;
import joyul.model.Scores;
import joyul.report.RunResult;
import joyul.report.RunScore;

/** A run in the words of those who tell of it: the same values without the engine. */
public final class Told {
    private Told() {}

    static RunResult result(RunEnd end, boolean classifies, Optional<Scores> validation, Optional<Scores> test) {
        return new RunResult(
                end.kind(), end.step(), end.detail(), classifies, validation.map(Told::score), test.map(Told::score));
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
