package joyul.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean and biased standard deviation of a channel or column, in double precision; a deviation of 0 is given as 1.
 *
 * @param rare the share of the numbers that are not the commonest one; exact where that one has more than half of them
 */
record Moments(double mean, double std, double rare) {
    /** A column with a smaller share of other numbers than this is nearly constant. */
    private static final double FEWEST = 0.01;

    static List<Moments> of(Features features, int channels) {
        if (features instanceof Features.Bytes bytes) {
            return ofBytes(bytes, channels);
        }
        return ofNumbers(features, channels);
    }

    static Moments of(double[] values) {
        return ofNumbers(new Features.Doubles(values, 1), 1).get(0);
    }

    /**
     * The deviation that a column of a table is divided by. That of a nearly constant column, a pixel that is set in one
     * image of a thousand, is raised to what it would be if one row in a hundred differed: the few numbers would
     * otherwise become 30 and more deviations and drown all other columns.
     */
    double flooredStd() {
        return isNearlyConstant() ? std * Math.sqrt(FEWEST / rare) : std;
    }

    boolean isNearlyConstant() {
        return rare > 0 && rare < FEWEST;
    }

    /** From a histogram: the counts are exact, so nothing is lost in summing millions of pixels. */
    private static List<Moments> ofBytes(Features.Bytes bytes, int channels) {
        int perChannel = bytes.perExample() / channels;
        long[][] counts = new long[channels][256];
        byte[] values = bytes.values();
        for (int start = 0; start < values.length; start += bytes.perExample()) {
            for (int channel = 0; channel < channels; channel++) {
                int from = start + channel * perChannel;
                for (int i = from; i < from + perChannel; i++) {
                    counts[channel][values[i] & 0xFF]++;
                }
            }
        }
        return Arrays.stream(counts)
                .map(each -> ofHistogram(each, bytes.unit()))
                .toList();
    }

    private static Moments ofHistogram(long[] counts, double unit) {
        double n = Arrays.stream(counts).sum();
        double sum = 0;
        for (int value = 0; value < 256; value++) {
            sum += (double) value * counts[value];
        }
        double mean = sum / n;
        double squares = 0;
        for (int value = 0; value < 256; value++) {
            squares += (value - mean) * (value - mean) * counts[value];
        }
        double rare = (n - Arrays.stream(counts).max().orElse(0)) / n;
        return of(mean * unit, Math.sqrt(squares / n) * unit, rare);
    }

    /** In two passes, so that a large mean does not swallow a small deviation; the commonest by Boyer and Moore's vote. */
    private static List<Moments> ofNumbers(Features features, int channels) {
        int perExample = features.perExample();
        int perChannel = perExample / channels;
        double n = (double) features.size() * perChannel;
        double[] sums = new double[channels];
        double[] common = new double[channels];
        long[] votes = new long[channels];
        for (int example = 0, place = 0; example < features.size(); example++) {
            for (int i = 0; i < perExample; i++, place++) {
                int channel = i / perChannel;
                double value = features.at(place);
                sums[channel] += value;
                if (votes[channel] == 0) {
                    common[channel] = value;
                }
                votes[channel] += common[channel] == value ? 1 : -1;
            }
        }
        double[] means = Arrays.stream(sums).map(sum -> sum / n).toArray();
        double[] squares = new double[channels];
        long[] others = new long[channels];
        for (int example = 0, place = 0; example < features.size(); example++) {
            for (int i = 0; i < perExample; i++, place++) {
                int channel = i / perChannel;
                double value = features.at(place);
                squares[channel] += (value - means[channel]) * (value - means[channel]);
                others[channel] += common[channel] == value ? 0 : 1;
            }
        }
        List<Moments> moments = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            moments.add(of(means[channel], Math.sqrt(squares[channel] / n), others[channel] / n));
        }
        return moments;
    }

    private static Moments of(double mean, double std, double rare) {
        // Rounding of the mean alone leaves a constant of 0.1 with a "deviation" of some 1e-17.
        return new Moments(mean, rare > 0 && std > 0 ? std : 1, rare);
    }
}
