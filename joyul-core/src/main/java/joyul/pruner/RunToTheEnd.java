package joyul.pruner;

import java.util.List;
import joyul.study.Direction;
import joyul.study.Pruner;
import joyul.study.Trial;
import joyul.study.Verdict;

/** No pruning: every trial runs to its end. */
public final class RunToTheEnd implements Pruner {
    @Override
    public Verdict judge(Trial trial, List<Trial> history, Direction direction) {
        return Verdict.goOn("every trial runs to its end");
    }
}
