package joyul.attach;

import joyul.rate.RunLength;
import joyul.rate.Schedule;
import org.bytedeco.pytorch.Optimizer;

/**
 * Puts a piece of Joyul onto something of a user's own.
 *
 * <pre>{@code
 * Optimizer optimizer = new SGD(module.parameters(), new SGDOptions(0.1));
 * AttachedSchedule schedule = Attach.to(optimizer, new ReduceLROnPlateau().after(Warmup.linear(5)));
 * for (int epoch = 0; epoch < 30; epoch++) {
 *     double loss = train(module, optimizer);
 *     schedule.step(loss);
 * }
 * }</pre>
 */
public final class Attach {
    private Attach() {}

    /**
     * A schedule on a libtorch optimizer; sets the rates of its first step at once.
     *
     * @throws joyul.check.InputException if the schedule has a length that depends on the run; give the run then
     */
    public static AttachedSchedule to(Optimizer optimizer, Schedule schedule) {
        return new AttachedSchedule(new ParameterGroups(optimizer), schedule);
    }

    /** A schedule on a libtorch optimizer, for a run of known length. */
    public static AttachedSchedule to(Optimizer optimizer, Schedule schedule, RunLength run) {
        return to(optimizer, schedule.resolved(run));
    }
}
