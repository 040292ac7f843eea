package joyul.firstrate;

import java.util.Arrays;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * A learning-rate range test (Smith 2015, 1506.01186): one short training from fresh weights whose rate rises by a
 * constant factor each step, and the loss of each step's batch before it.
 *
 * @param rates rising, one a step
 * @param losses as they were seen; the last may be infinite or NaN where the test ran away
 */
public record RangeSweep(List<Double> rates, List<Double> losses) {
    public RangeSweep {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
        if (rates.size() != losses.size()) {
            throw new InputException("a range test must have a loss for each rate, but has " + rates.size()
                    + " rates and " + losses.size() + " losses");
        }
        Check.atLeast("steps of a range test", rates.size(), 1);
    }

    public int size() {
        return rates.size();
    }

    /**
     * The losses as an exponential average with bias correction, {@code a = b a + (1-b) loss}, shown as
     * {@code a / (1 - b^(t + lead))} after t steps.
     *
     * @param lead 0 as fastai counts, 1 as Lightning does
     */
    List<Double> averaged(double b, int lead) {
        double[] shown = new double[size()];
        double average = 0;
        for (int i = 0; i < shown.length; i++) {
            average = b * average + (1 - b) * losses.get(i);
            shown[i] = average / (1 - Math.pow(b, i + 1 + lead));
        }
        return Arrays.stream(shown).boxed().toList();
    }
}
