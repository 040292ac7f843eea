package tuning;

import java.util.List;
import joyul.model.Scores;

/** What an arm hands over, and what it took. */
record Found(Row.Score validation, Row.Score test, double seconds, double busy, String detail, List<Row.Moment> curve) {
    static Found nothing(String why, Clock clock) {
        return new Found(Row.Score.NONE, Row.Score.NONE, clock.seconds(), clock.busy(), why, List.of());
    }

    static Row.Score score(Scores scores) {
        return new Row.Score(scores.loss(), 1 - scores.metric());
    }

    Row row(String problem, String budget, long seed, String arm, String commit) {
        return new Row(problem, budget, seed, arm, validation, test, seconds, busy, detail, curve, commit);
    }
}
