package joyul.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import joyul.explain.EpochReading;
import joyul.explain.RunReadings;
import joyul.explain.StepReading;
import joyul.explain.Texts;
import org.jspecify.annotations.Nullable;

/** Where the readings of runs stand along a figure: by epochs where every run finished one, else by steps. */
record RunAxis(boolean byEpoch) {
    static RunAxis of(List<RunReadings> runs) {
        return new RunAxis(runs.stream().noneMatch(run -> run.epochs().isEmpty()));
    }

    String name(Texts texts) {
        return texts.say(byEpoch ? "epoch" : "step");
    }

    List<List<@Nullable Object>> epochs(RunReadings run, ToDoubleFunction<EpochReading> value) {
        List<List<@Nullable Object>> points = new ArrayList<>();
        for (EpochReading epoch : run.epochs()) {
            points.add(Arrays.asList(byEpoch ? epoch.epoch() : epoch.step(), value.applyAsDouble(epoch)));
        }
        return points;
    }

    List<List<@Nullable Object>> steps(RunReadings run, ToDoubleFunction<StepReading> value) {
        List<List<@Nullable Object>> points = new ArrayList<>();
        for (StepReading step : run.steps()) {
            points.add(Arrays.asList(byEpoch ? epochOf(run, step.step()) : step.step(), value.applyAsDouble(step)));
        }
        return points;
    }

    /** Epochs gone by at a step; one that was not finished is taken to be as long as the one before. */
    static double epochOf(RunReadings run, long step) {
        long start = 0;
        long length = 1;
        int finished = 0;
        for (EpochReading epoch : run.epochs()) {
            length = Math.max(1, epoch.step() - start);
            if (step <= epoch.step()) {
                break;
            }
            start = epoch.step();
            finished = epoch.epoch();
        }
        return finished + (step - start) / (double) length;
    }
}
