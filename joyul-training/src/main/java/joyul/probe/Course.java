package joyul.probe;

import java.util.Locale;
import joyul.firstrate.LagFreeSweep;
import joyul.firstrate.RacedRate;
import joyul.firstrate.RangeSweep;
import joyul.firstrate.RateCourse;
import joyul.optim.Adam;
import joyul.optim.AdamW;
import joyul.optim.Optimizer;
import joyul.optim.Sgd;
import joyul.recipe.Recipe;

/** A recipe's track as the method that finds its first rate sees it. */
record Course(Track track, Recipe recipe, Allowance allowance, long most) implements RateCourse {
    /** The share of the highest rate that a schedule which anneals ends with at most. */
    private static final double ALMOST_NONE = 0.1;

    @Override
    public long runSteps() {
        return Stretch.runSteps(recipe, track.examples());
    }

    @Override
    public int examples() {
        return track.examples();
    }

    @Override
    public boolean slowsItself() {
        return recipe.optimizer() instanceof Sgd && track.normalized() && track.lastRate() <= ALMOST_NONE;
    }

    @Override
    public double habit() {
        return habit(recipe);
    }

    /** 0.1 for gradient descent, 0.001 for Adam and AdamW, or what another optimizer's authors recommend. */
    static double habit(Recipe recipe) {
        Optimizer optimizer = recipe.optimizer();
        if (optimizer instanceof Sgd) {
            return 0.1;
        }
        boolean adam = optimizer instanceof Adam || optimizer instanceof AdamW;
        return adam ? 1e-3 : optimizer.usualRate().orElse(1e-3);
    }

    @Override
    public RangeSweep sweep(double start) {
        allowance.begin("sweep");
        Stretch stretch = Stretch.beginning(recipe, track.examples(), (int) Math.min(left(), 200), recipe.seed());
        return track.rangeTest(stretch, step -> LagFreeSweep.rate(start, step), LagFreeSweep::ends);
    }

    @Override
    public RacedRate race(double rate, int steps, long seed) {
        allowance.begin(String.format(Locale.ROOT, "run in short at rate %.3g", rate));
        Stretch stretch = Stretch.squeezed(recipe, track.examples(), steps, seed);
        return new RacedRate(rate, steps, seed, track.race(stretch, rate));
    }

    @Override
    public long left() {
        return Math.max(0, most - spent());
    }

    @Override
    public long spent() {
        return allowance.spent();
    }
}
