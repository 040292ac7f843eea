package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * One schedule after the other: schedule k is in force from milestone k on, counting steps and readings from there.
 * PyTorch's {@code SequentialLR}.
 *
 * <p>As in PyTorch each schedule begins from the base rate, but for {@link MultiplicativeLR} and {@link SWALR}, which go
 * on from the rate in force. And as in PyTorch a {@link OneCycleLR} (anywhere) or a {@link CyclicLR} (in front) changes
 * the base rate of its neighbours to its own first rate, so that a warmup before a {@code OneCycleLR} leads up to where
 * the cycle begins. Unlike PyTorch's it takes {@link ReduceLROnPlateau} (pytorch issue 68978) and sequences or chains
 * within it, which PyTorch begins one step too late or cannot begin at all; and the momentum is that of the schedule in
 * force, where PyTorch's constructors set it before its time. Of several {@code OneCycleLR} or {@code SWALR} each
 * keeps its own rates, where PyTorch gives all of them those of the last.
 *
 * @param schedulers one or more
 * @param milestones the steps at which the next one takes over, in rising order; one fewer
 */
public record SequentialLR(List<Schedule> schedulers, List<Length> milestones) implements Recurrence {
    static final Form<SequentialLR> FORM = Form.of("SequentialLR", SequentialLR.class)
            .parameter("schedulers", SequentialLR::schedulers)
            .parameter("milestones", SequentialLR::milestones)
            .madeBy(given -> new SequentialLR(given.schedules("schedulers"), given.lengths("milestones")));

    public SequentialLR {
        schedulers = List.copyOf(schedulers);
        milestones = List.copyOf(milestones);
        Check.atLeast("the number of schedulers", schedulers.size(), 1);
        if (milestones.size() != schedulers.size() - 1) {
            throw new InputException("milestones must be one fewer than schedulers, but there are " + milestones.size()
                    + " milestones for " + schedulers.size() + " schedulers");
        }
        long latest = 0;
        for (Length milestone : milestones) {
            if (milestone instanceof Length.Count count) {
                if (count.value() < latest) {
                    throw new InputException("milestones must rise, but " + count.value() + " comes after " + latest);
                }
                latest = count.value();
            }
        }
    }

    /** The milestones, counted in scheduler steps. */
    public SequentialLR(List<Schedule> schedulers, long... milestones) {
        this(schedulers, LongStream.of(milestones).mapToObj(Length::of).toList());
    }

    /** Each schedule gets its own part of the run. */
    @Override
    public SequentialLR resolved(RunLength run) {
        List<Length> counts = new ArrayList<>();
        milestones.forEach(milestone -> counts.add(milestone.resolved(run)));
        List<Schedule> parts = new ArrayList<>();
        long begin = 0;
        for (int i = 0; i < schedulers.size(); i++) {
            boolean last = i == counts.size();
            long end = last ? run.steps() : counts.get(i).steps("milestones");
            parts.add(schedulers.get(i).resolved(run.after(begin).first(end - begin)));
            begin = end;
        }
        return new SequentialLR(parts, counts);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        Part part = part(step);
        double base = part.begin == 0 ? firstBase(part, baseRate) : laterBase(part, baseRate, readings);
        return part.schedule.rate(base, step - part.begin, readings.skip(part.begin));
    }

    /** PyTorch begins from what all the constructors have left as the optimizer's initial rate. */
    private double firstBase(Part part, double baseRate) {
        return part.schedule instanceof Recurrence recurrence && recurrence.isRelative()
                ? claimed(baseRate, true)
                : base(part, baseRate);
    }

    private double laterBase(Part part, double baseRate, Readings readings) {
        return part.schedule instanceof Recurrence recurrence && recurrence.continuesARate()
                ? recurrence.takenOver(rate(baseRate, part.begin - 1, readings))
                : base(part, baseRate);
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        Part part = part(step);
        long own = step - part.begin;
        Readings later = readings.skip(part.begin);
        if (!(part.schedule instanceof Recurrence recurrence)) {
            return part.schedule.rate(base(part, baseRate), own, later);
        }
        if (own > 0) {
            return recurrence.next(rate, base(part, baseRate), own, later);
        }
        double begin = recurrence.continuesARate() ? recurrence.takenOver(rate) : base(part, baseRate);
        return recurrence.rate(begin, 0, later);
    }

    @Override
    public boolean isRelative() {
        return false;
    }

    @Override
    public double claimed(double baseRate, boolean first) {
        return ChainedScheduler.claimed(schedulers, baseRate, first);
    }

    @Override
    public double momentum(double baseMomentum, long step, Readings readings) {
        Part part = part(step);
        return part.schedule.momentum(baseMomentum, step - part.begin, readings.skip(part.begin));
    }

    @Override
    public boolean mayAsk() {
        return schedulers.stream().anyMatch(Schedule::mayAsk);
    }

    @Override
    public Optional<ScheduleEvent> event(long step, Readings readings) {
        Part part = part(step);
        return part.schedule.event(step - part.begin, readings.skip(part.begin)).map(event -> event.later(part.begin));
    }

    private double base(Part part, double baseRate) {
        return ChainedScheduler.claimed(schedulers.subList(0, part.place), baseRate, true);
    }

    /** What is in force at a step: the last schedule whose milestone is not after it. */
    private Part part(long step) {
        int place = 0;
        long begin = 0;
        for (int i = 0; i < milestones.size(); i++) {
            long milestone = milestones.get(i).steps("milestones");
            if (milestone <= step) {
                place = i + 1;
                begin = milestone;
            }
        }
        return new Part(place, begin, schedulers.get(place));
    }

    private record Part(int place, long begin, Schedule schedule) {}
}
