package joyul.pruner;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joyul.study.Direction;
import joyul.study.Promoter;
import joyul.study.Promotion;
import joyul.study.Trial;
import joyul.study.Verdict;

/** The promoting form of {@link Asha} (Li et al. 2018, algorithm 2). */
record AshaPromotion(Asha asha) implements Promoter {
    @Override
    public List<Integer> rungs() {
        return asha.rungs();
    }

    @Override
    public Stream<Promotion> promotions(List<Trial> history, Direction direction) {
        return asha.promotions(history, direction);
    }

    /** Nobody is judged on the way; at its rung a trial stops, to wait. */
    @Override
    public Verdict judge(Trial trial, List<Trial> history, Direction direction) {
        int last = rungs().size() - 1;
        int rung = Math.min(trial.rung(), last);
        Map.Entry<Integer, Double> reading = trial.readings().lastEntry();
        boolean reached = reading != null && reading.getKey() >= rungs().get(rung);
        return reached && rung < last
                ? Verdict.stop("waits at rung " + (rung + 1) + " of " + rungs().size())
                : Verdict.goOn("no rung yet before step " + rungs().get(rung));
    }
}
