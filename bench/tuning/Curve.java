package tuning;

import java.util.ArrayList;
import java.util.List;
import joyul.model.Scores;

/** What had been reached when: the runs that were better than all before them. */
final class Curve {
    private final Clock clock;
    private final List<Row.Moment> moments = new ArrayList<>();

    Curve(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Scores validation) {
        if (moments.isEmpty() || validation.loss() < moments.get(moments.size() - 1).loss()) {
            moments.add(new Row.Moment(clock.seconds(), validation.loss(), 1 - validation.metric()));
        }
    }

    synchronized List<Row.Moment> moments() {
        return List.copyOf(moments);
    }
}
