package joyul.noise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * The gradient noise along a training run: samples with the steps they were taken at. The noise scale grows while a run
 * learns, often tenfold, so a figure for the whole run is that of its middle window, not one ratio over everything.
 */
public final class NoiseTrail {
    private final List<Long> steps = new ArrayList<>();
    private final List<NoiseSample> samples = new ArrayList<>();

    /**
     * The noise scale over a stretch of the run.
     *
     * @param first the step of its first sample
     * @param last the step of its last sample
     */
    public record Window(long first, long last, NoiseScale scale) {}

    /** Adds a sample; steps must not go backwards. */
    public void add(long step, NoiseSample sample) {
        if (!steps.isEmpty() && step < steps.get(steps.size() - 1)) {
            throw new InputException("samples must be added in the order of steps, but step " + step + " came after "
                    + steps.get(steps.size() - 1));
        }
        steps.add(step);
        samples.add(sample);
    }

    public int size() {
        return samples.size();
    }

    /** The step of a sample. */
    public long step(int sample) {
        return steps.get(sample);
    }

    public NoiseSample sample(int sample) {
        return samples.get(sample);
    }

    /**
     * The noise scale as it stood when a sample was taken.
     *
     * @param sample the newest that counts
     */
    public NoiseScale at(int sample, Averaging averaging) {
        return NoiseScale.of(samples.subList(0, sample + 1), averaging);
    }

    /** The run cut into so many windows of equally many samples (to one), in order; fewer where there are few samples. */
    public List<Window> windows(int count) {
        Check.atLeast("windows", count, 1);
        int cut = Math.min(count, samples.size());
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < cut; i++) {
            int from = (int) ((long) i * samples.size() / cut);
            int to = (int) ((long) (i + 1) * samples.size() / cut);
            windows.add(new Window(steps.get(from), steps.get(to - 1), NoiseScale.of(samples.subList(from, to))));
        }
        return windows;
    }

    /**
     * The median of the windows' noise scales, as the window has it: unlike an average it bears windows at the end of a
     * decaying schedule in which the noise hides the gradient.
     *
     * @throws InputException if there is no sample
     */
    public Window middle(int count) {
        List<Window> windows = windows(count);
        if (windows.isEmpty()) {
            throw new InputException("no noise was measured: the run must make a few steps at least");
        }
        List<Window> ordered = windows.stream()
                .sorted(Comparator.comparingDouble(window -> window.scale().value()))
                .toList();
        return ordered.get((ordered.size() - 1) / 2);
    }
}
