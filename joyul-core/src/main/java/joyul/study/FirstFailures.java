package joyul.study;

import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** Notices that the first trials of a search all failed with exceptions of one class: a mistake, not bad luck. */
final class FirstFailures {
    private static final int ENOUGH = 10;

    private @Nullable Class<?> kind;
    private int count;
    private boolean over;

    /** A trial ended in another way than by an exception, so the objective works in principle. */
    synchronized void hadResult() {
        over = true;
    }

    synchronized void hadFailure(Throwable failure) {
        if (kind != null && kind != failure.getClass()) {
            over = true;
        }
        kind = failure.getClass();
        count++;
        if (!over && count >= ENOUGH) {
            throw new InputException(
                    "the first " + count + " trials all failed with " + failure
                            + "; correct the objective, its last exception is the cause of this one",
                    failure);
        }
    }
}
