package joyul.firstrate;

import java.util.List;

/** Which range test a library runs by default, and what of it its rules read. */
public enum RangeLibrary {
    /** 100 steps from 1e-7 to 10; the first tenth and the last five steps are left out. */
    FASTAI(1e-7, 10, 100),
    /** 100 steps from 1e-8 to 1; the first ten steps and the last are left out. */
    LIGHTNING(1e-8, 1, 100);

    private final double lowest;
    private final double highest;
    private final int steps;

    RangeLibrary(double lowest, double highest, int steps) {
        this.lowest = lowest;
        this.highest = highest;
        this.steps = steps;
    }

    /** The rate that its range test begins with unless told otherwise. */
    public double lowest() {
        return lowest;
    }

    public double highest() {
        return highest;
    }

    /** The most steps that its range test has. */
    public int steps() {
        return steps;
    }

    /** The rate of a step, counted from 0, of a test that begins at another rate. */
    public double rate(double start, int step) {
        // Lightning's scheduler leaves out the first power: the second step is at 2/steps of the way.
        int place = this == LIGHTNING && step > 0 ? step + 1 : step;
        return start * Math.pow(highest / start, place / (double) steps);
    }

    /** Whether the library would stop its test behind the latest of these losses: four times the lowest average. */
    public boolean stops(RangeSweep test) {
        List<Double> averages = averages(test);
        double lowestAverage = Double.POSITIVE_INFINITY;
        for (int i = 0; i < averages.size(); i++) {
            boolean last = i == averages.size() - 1;
            // fastai takes the new average into the lowest before it compares; the order makes no difference to "4 x".
            if (last && averages.get(i) > 4 * lowestAverage) {
                return true;
            }
            lowestAverage = Math.min(lowestAverage, averages.get(i));
        }
        return !Double.isFinite(test.losses().get(test.size() - 1));
    }

    List<Double> averages(RangeSweep test) {
        return test.averaged(0.98, this == LIGHTNING ? 1 : 0);
    }

    /** Where the part that its rules read begins. */
    int first() {
        return this == FASTAI ? steps / 10 : 10;
    }

    /** How many of the latest steps its rules leave out. */
    int skippedAtEnd() {
        return this == FASTAI ? 5 : 1;
    }
}
