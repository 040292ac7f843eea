package joyul.rate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A schedule with the unit that it steps by where nobody has named one. A schedule that PyTorch's documentation steps
 * once an epoch steps by epochs, a warmup or a cycle by optimizer steps, and one that counts neither (a cosine as long as
 * the run) by whatever is usual.
 *
 * <p>One that has parts of both kinds steps by optimizer steps, with the plain lengths of its other parts now given in
 * epochs ({@code 10} becomes {@code 10ep}); unless a part needs an epoch for every step, as a plateau does. Then it steps
 * by epochs, and the lengths of warmups and cycles are given in optimizer steps ({@code 500st}).
 *
 * @param schedule whose plain numbers all count the unit
 * @param unit epochs or optimizer steps
 */
public record Paced(Schedule schedule, Length.Unit unit) {
    /**
     * A schedule in its own unit.
     *
     * @param usual the unit of a schedule that counts neither
     */
    public static Paced of(Schedule schedule, Length.Unit usual) {
        Set<Counting> counted = counted(schedule);
        boolean steps = counted.contains(Counting.STEPS);
        if (counted.stream().noneMatch(Counting::isEpochs)) {
            return new Paced(schedule, steps ? Length.Unit.ST : usual);
        }
        if (!steps) {
            return new Paced(schedule, Length.Unit.EP);
        }
        return under(counted.contains(Counting.EPOCHS) ? Length.Unit.EP : Length.Unit.ST, schedule);
    }

    /** A schedule under a unit that something else decides: its plain lengths that count the other one are given so. */
    public static Paced under(Length.Unit unit, Schedule schedule) {
        return new Paced(measured(schedule, unit), unit);
    }

    /** What a schedule and its parts count. */
    private static Set<Counting> counted(Schedule schedule) {
        Set<Counting> counted = EnumSet.noneOf(Counting.class);
        Schedules.formOf(schedule).ifPresent(form -> {
            Counting own = form.counting();
            if (own != Counting.EPOCHS_BY_LENGTH || form.hasPlainLength(schedule)) {
                counted.add(own);
            }
        });
        parts(schedule).forEach(part -> counted.addAll(counted(part)));
        return counted;
    }

    /** The schedules within a schedule. */
    static List<Schedule> parts(Schedule schedule) {
        if (schedule instanceof SequentialLR sequence) {
            return sequence.schedulers();
        }
        if (schedule instanceof ChainedScheduler chain) {
            return chain.schedulers();
        }
        if (schedule instanceof EarlyStopping stopping) {
            return List.of(stopping.then());
        }
        return schedule instanceof Warmup warmup ? List.of(warmup.then()) : List.of();
    }

    private static Schedule measured(Schedule schedule, Length.Unit stepped) {
        if (schedule instanceof SequentialLR sequence) {
            return sequence(sequence, stepped);
        }
        Form<?> form = Schedules.formOf(schedule).orElse(null);
        if (form == null || (parts(schedule).isEmpty() && !isOther(form.counting(), stepped))) {
            return schedule;
        }
        boolean own = isOther(form.counting(), stepped);
        return form.changed(
                schedule, length -> own ? inOther(length, stepped) : length, part -> measured(part, stepped));
    }

    /** A milestone counts what the schedule counts that it ends. */
    private static Schedule sequence(SequentialLR sequence, Length.Unit stepped) {
        List<Length> milestones = new ArrayList<>();
        for (int i = 0; i < sequence.milestones().size(); i++) {
            Set<Counting> before = counted(sequence.schedulers().get(i));
            boolean steps = before.contains(Counting.STEPS) && before.stream().noneMatch(Counting::isEpochs);
            boolean other = steps == (stepped == Length.Unit.EP);
            Length milestone = sequence.milestones().get(i);
            milestones.add(other ? inOther(milestone, stepped) : milestone);
        }
        return new SequentialLR(
                sequence.schedulers().stream()
                        .map(part -> measured(part, stepped))
                        .toList(),
                milestones);
    }

    /** Whether lengths of this kind count the unit that the schedule is not stepped by, and can be given in it. */
    private static boolean isOther(Counting counting, Length.Unit stepped) {
        return counting == (stepped == Length.Unit.EP ? Counting.STEPS : Counting.EPOCHS_BY_LENGTH);
    }

    private static Length inOther(Length length, Length.Unit stepped) {
        if (length instanceof Length.Count count) {
            return stepped == Length.Unit.EP
                    ? Length.optimizerSteps(count.value())
                    : Length.epochs((double) count.value());
        }
        return length;
    }
}
