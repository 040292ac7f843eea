package joyul.firstrate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A rule of another library that reads a first rate off a range test, exactly as that library computes it, for
 * comparison. Each is run on the range test that its library runs by default.
 */
public enum RangeRule {
    /** fastai 2, {@code valley}: half-way, in whole thirds, along the longest falling subsequence. */
    VALLEY("fastai valley", RangeLibrary.FASTAI) {
        @Override
        OptionalDouble read(List<Double> rates, List<Double> losses) {
            int[] falling = new int[losses.size()];
            int end = 0;
            for (int i = 0; i < falling.length; i++) {
                falling[i] = 1;
                for (int j = 0; j < i; j++) {
                    if (losses.get(i) < losses.get(j)) {
                        falling[i] = Math.max(falling[i], falling[j] + 1);
                    }
                }
                end = falling[i] > falling[end] ? i : end;
            }
            // The library takes the number of falling points for the number of steps between them.
            int start = end == 0 ? 0 : end - falling[end];
            double sections = (end - start) / 3.0;
            int index = start + (int) sections + (int) (sections / 2);
            return at(rates, index);
        }
    },

    /** fastai 2, {@code steep}: where the loss falls fastest per decade. */
    STEEP("fastai steep", RangeLibrary.FASTAI) {
        @Override
        OptionalDouble read(List<Double> rates, List<Double> losses) {
            int best = -1;
            double steepest = Double.POSITIVE_INFINITY;
            for (int i = 0; i + 1 < losses.size(); i++) {
                double slope =
                        (losses.get(i + 1) - losses.get(i)) / (Math.log(rates.get(i + 1)) - Math.log(rates.get(i)));
                if (slope < steepest) {
                    steepest = slope;
                    best = i;
                }
            }
            return at(rates, best);
        }
    },

    /** fastai 2, {@code minimum}: a tenth of the rate of the lowest loss. */
    MINIMUM("fastai minimum", RangeLibrary.FASTAI) {
        @Override
        OptionalDouble read(List<Double> rates, List<Double> losses) {
            int best = 0;
            for (int i = 1; i < losses.size(); i++) {
                best = losses.get(i) < losses.get(best) ? i : best;
            }
            return losses.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(rates.get(best) / 10);
        }
    },

    /** fastai 2, {@code slide}: from the right, until the slopes 15 steps apart differ by no more than 0.005. */
    SLIDE("fastai slide", RangeLibrary.FASTAI) {
        @Override
        OptionalDouble read(List<Double> rates, List<Double> losses) {
            int n = losses.size();
            int apart = 15;
            if (n <= apart) {
                return OptionalDouble.empty();
            }
            double[] slopes = gradient(losses, null);
            int right = n - 1;
            int left = right - apart;
            double found = rates.get(left);
            while (left >= 0 && Math.abs(slopes[right] - slopes[left]) > 0.005) {
                found = rates.get(left);
                right--;
                left--;
            }
            return OptionalDouble.of(found);
        }
    },

    /** Lightning 2, {@code suggestion}: where the loss falls fastest per unit of rate. */
    LIGHTNING("Lightning suggestion", RangeLibrary.LIGHTNING) {
        @Override
        OptionalDouble read(List<Double> rates, List<Double> losses) {
            if (losses.size() < 2) {
                return OptionalDouble.empty();
            }
            double[] slopes = gradient(losses, rates);
            int best = 0;
            for (int i = 1; i < slopes.length; i++) {
                best = slopes[i] < slopes[best] ? i : best;
            }
            return OptionalDouble.of(rates.get(best));
        }
    };

    private final String title;
    private final RangeLibrary library;

    RangeRule(String title, RangeLibrary library) {
        this.title = title;
        this.library = library;
    }

    /** As people call it: {@code fastai valley}. */
    public String title() {
        return title;
    }

    public RangeLibrary library() {
        return library;
    }

    /** The rate it suggests; empty where the library would have none, or fail, because too few steps were made. */
    public OptionalDouble suggest(RangeSweep test) {
        List<Double> averages = library.averages(test);
        int from = Math.min(library.first(), test.size());
        int to = Math.max(from, test.size() - library.skippedAtEnd());
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (Double.isFinite(averages.get(i))) {
                rates.add(test.rates().get(i));
                losses.add(averages.get(i));
            } else if (library == RangeLibrary.FASTAI) {
                break;
            }
        }
        return rates.size() < 2 ? OptionalDouble.empty() : read(rates, losses);
    }

    /** The rule itself, on losses that are averaged, cut and finite. */
    abstract OptionalDouble read(List<Double> rates, List<Double> losses);

    private static OptionalDouble at(List<Double> rates, int index) {
        // Python counts a negative index from the end.
        int place = index < 0 ? index + rates.size() : index;
        return place >= 0 && place < rates.size() ? OptionalDouble.of(rates.get(place)) : OptionalDouble.empty();
    }

    /** NumPy's and PyTorch's gradient: one-sided at the ends, second order within; unit spacing where there is none. */
    static double[] gradient(List<Double> values, @Nullable List<Double> places) {
        int n = values.size();
        double[] slopes = new double[n];
        for (int i = 0; i < n; i++) {
            int left = Math.max(0, i - 1);
            int right = Math.min(n - 1, i + 1);
            double before = places == null ? i - left : places.get(i) - places.get(left);
            double after = places == null ? right - i : places.get(right) - places.get(i);
            if (before == 0 || after == 0) {
                slopes[i] = (values.get(right) - values.get(left)) / (before + after);
            } else {
                slopes[i] = (before * before * values.get(right)
                                - after * after * values.get(left)
                                + (after * after - before * before) * values.get(i))
                        / (before * after * (before + after));
            }
        }
        return slopes;
    }
}
