package joyul.explain;

import java.util.ArrayList;
import java.util.List;

/** The steps of a run of any length in at most a thousand readings, each the mean of equally many steps in a row. */
public final class StepTrail {
    static final int MOST = 1_000;

    private final List<StepReading> whole = new ArrayList<>();
    private long stride = 1;
    private long open;
    private double sum;
    private long step;
    private double rate;

    /** Adds the next step. */
    public void add(long nextStep, double loss, double nextRate) {
        sum += loss;
        open++;
        step = nextStep;
        rate = nextRate;
        if (open == stride) {
            whole.add(new StepReading(step, sum / open, rate));
            open = 0;
            sum = 0;
        }
        if (whole.size() == MOST) {
            halve();
        }
    }

    private void halve() {
        List<StepReading> pairs = new ArrayList<>();
        for (int i = 0; i < MOST; i += 2) {
            StepReading second = whole.get(i + 1);
            pairs.add(new StepReading(second.step(), (whole.get(i).loss() + second.loss()) / 2, second.rate()));
        }
        whole.clear();
        whole.addAll(pairs);
        stride *= 2;
    }

    /** What was added so far; the last reading may be of fewer steps than the others. */
    public List<StepReading> readings() {
        List<StepReading> all = new ArrayList<>(whole);
        if (open > 0) {
            all.add(new StepReading(step, sum / open, rate));
        }
        return all;
    }
}
