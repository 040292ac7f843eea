package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.check.Check;

/**
 * Several schedules at once, each changing the rate that the one before it has left. PyTorch's {@code ChainedScheduler}.
 *
 * <p>A chain is what PyTorch's recurrences make of it, and has no closed form: with an {@code eta_min} the cosine moves
 * the rate that it finds towards {@code eta_min}, whoever else has changed it. As in PyTorch a schedule that knows its
 * rate without the one before ({@link LambdaLR}, {@link CyclicLR}, {@link OneCycleLR},
 * {@link CosineAnnealingWarmRestarts}) sets it, so that it belongs in front. Unlike PyTorch's the chain takes
 * {@link ReduceLROnPlateau}. Schedules that PyTorch does not have multiply what the others make by their rate over the
 * base rate.
 */
public final class ChainedScheduler implements Recurrence {
    static final Form<ChainedScheduler> FORM = Form.of("ChainedScheduler", ChainedScheduler.class)
            .parameter("schedulers", ChainedScheduler::schedulers)
            .madeBy(given -> new ChainedScheduler(given.schedules("schedulers")));

    private final List<Schedule> schedulers;
    private final StepMemory memory = new StepMemory();

    /** Of one or more schedules, in the order in which they change the rate. */
    public ChainedScheduler(List<? extends Schedule> schedulers) {
        this.schedulers = List.copyOf(schedulers);
        Check.atLeast("the number of schedulers", this.schedulers.size(), 1);
    }

    public ChainedScheduler(Schedule... schedulers) {
        this(List.of(schedulers));
    }

    public List<Schedule> schedulers() {
        return schedulers;
    }

    /** What the constructors of PyTorch's schedulers, one after the other, make of the optimizer's base rate. */
    static double claimed(List<Schedule> schedulers, double baseRate, boolean first) {
        double base = baseRate;
        boolean isFirst = first;
        for (Schedule schedule : schedulers) {
            base = schedule instanceof Recurrence recurrence ? recurrence.claimed(base, isFirst) : base;
            isFirst = false;
        }
        return base;
    }

    @Override
    public ChainedScheduler resolved(RunLength run) {
        return new ChainedScheduler(
                schedulers.stream().map(schedule -> schedule.resolved(run)).toList());
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        List<Link> links = links(baseRate);
        double chained = memory.rate(
                baseRate, step, readings, begin(links, baseRate), (rate, at) -> next(links, rate, at, readings));
        return chained * factor(baseRate, step, readings);
    }

    private static double begin(List<Link> links, double baseRate) {
        double rate = baseRate;
        for (Link link : links) {
            rate = link.schedule.rate(link.schedule.isRelative() ? rate : link.baseRate, 0, Readings.none());
        }
        return rate;
    }

    private static double next(List<Link> links, double before, long step, Readings readings) {
        double rate = before;
        for (Link link : links) {
            rate = link.schedule.next(rate, link.baseRate, step, readings);
        }
        return rate;
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        double factorBefore = factor(baseRate, step - 1, readings);
        double bare = factorBefore == 0 ? rate(baseRate, step - 1, readings) : rate / factorBefore;
        return next(links(baseRate), bare, step, readings) * factor(baseRate, step, readings);
    }

    private List<Link> links(double baseRate) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < schedulers.size(); i++) {
            if (schedulers.get(i) instanceof Recurrence recurrence) {
                links.add(new Link(recurrence, claimed(schedulers.subList(0, i), baseRate, true)));
            }
        }
        return links;
    }

    /** What the schedules without a recurrence make of the rate. */
    private double factor(double baseRate, long step, Readings readings) {
        double factor = 1;
        for (Schedule schedule : schedulers) {
            if (!(schedule instanceof Recurrence) && baseRate != 0) {
                factor *= schedule.rate(baseRate, step, readings) / baseRate;
            }
        }
        return factor;
    }

    @Override
    public boolean isRelative() {
        return schedulers.stream().allMatch(one -> !(one instanceof Recurrence recurrence) || recurrence.isRelative());
    }

    @Override
    public double claimed(double baseRate, boolean first) {
        return claimed(schedulers, baseRate, first);
    }

    /** The last schedule that cycles the momentum decides it, as in PyTorch. */
    @Override
    public double momentum(double baseMomentum, long step, Readings readings) {
        double momentum = baseMomentum;
        for (Schedule schedule : schedulers) {
            momentum = schedule.momentum(momentum, step, readings);
        }
        return momentum;
    }

    @Override
    public boolean mayAsk() {
        return schedulers.stream().anyMatch(Schedule::mayAsk);
    }

    @Override
    public Optional<ScheduleEvent> event(long step, Readings readings) {
        return schedulers.stream()
                .flatMap(schedule -> schedule.event(step, readings).stream())
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainedScheduler that && schedulers.equals(that.schedulers);
    }

    @Override
    public int hashCode() {
        return schedulers.hashCode();
    }

    @Override
    public String toString() {
        return "ChainedScheduler" + schedulers;
    }

    /** A schedule of the chain, and its own base rate. */
    private record Link(Recurrence schedule, double baseRate) {}
}
