package joyul.probe;

import joyul.check.Check;

/** How many training steps a probe may make, how many it has made, and who watches. */
final class Allowance {
    private final long most;
    private final ProbeObserver observer;
    private String doing = "";
    private long spent;

    Allowance(long most, ProbeObserver observer) {
        this.most = Check.atLeast("budget", most, 1);
        this.observer = observer;
    }

    long spent() {
        return spent;
    }

    long left() {
        return Math.max(0, most - spent);
    }

    /** Says what the following steps are for. */
    void begin(String what) {
        doing = what;
    }

    /** Counts one step. */
    void spend() {
        spent++;
        observer.onStep(doing, spent, most);
        if (observer.stops()) {
            throw new ProbeStopped();
        }
    }
}
