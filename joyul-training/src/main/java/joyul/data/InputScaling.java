package joyul.data;

import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * Mean and standard deviation of the inputs, one pair per channel of an image or column of a table; a network sees
 * {@code (unit * stored - mean) / std}.
 *
 * <p>Bytes are first scaled to 0..1 ({@link Features#unit}), so Fashion-MNIST's mean is 0.2860, as papers write it. The
 * deviation is the biased one (divided by n); that of a constant channel, 0, is replaced by 1, and that of a nearly
 * constant column is raised ({@link Moments#flooredStd}).
 */
public record InputScaling(List<Double> mean, List<Double> std) {
    public InputScaling {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != std.size()) {
            throw new InputException("input scaling must have as many means as deviations, but had " + mean.size()
                    + " and " + std.size());
        }
        mean.forEach(m -> Check.finite("mean", m));
        std.forEach(s -> Check.positive("std", s));
    }

    /** Whether a channel must be kept in double precision until it is scaled: single would lose what tells it apart. */
    public boolean needsDouble(int channel) {
        return SinglePrecision.isTooNarrow(mean.get(channel), std.get(channel));
    }

    /** The scaling of a training part; validation and test are scaled by it too, never by their own. */
    public static InputScaling of(Examples train) {
        Check.atLeast("training examples", train.size(), 1);
        List<Moments> moments = Moments.of(train.features(), train.channels());
        return new InputScaling(
                moments.stream().map(Moments::mean).toList(),
                moments.stream()
                        .map(train.isImage() ? Moments::std : Moments::flooredStd)
                        .toList());
    }
}
