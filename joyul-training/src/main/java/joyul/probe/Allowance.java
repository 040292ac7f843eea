package joyul.probe;

import joyul.check.Check;
import joyul.run.Cancellation;
import joyul.run.Listener;

/** How many training steps a probe may make, how many it has made, and who listens. */
final class Allowance {
    private final long most;
    private final Listener listener;
    private final Cancellation cancellation;
    private String doing = "";
    private long spent;

    Allowance(long most, Listener listener, Cancellation cancellation) {
        this.most = Check.atLeast("budget", most, 1);
        this.listener = listener;
        this.cancellation = cancellation;
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
        listener.on(new ProbeStep(doing, spent, most));
        cancellation.check();
    }
}
