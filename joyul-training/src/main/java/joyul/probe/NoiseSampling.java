package joyul.probe;

import joyul.check.Check;

/** At which steps of a run the gradient noise is measured. */
public sealed interface NoiseSampling {
    /**
     * Whether to measure now.
     *
     * @param step steps made
     * @param training nanoseconds of training so far
     * @param measuring nanoseconds of measuring so far
     * @param next nanoseconds that the next sample will probably take
     */
    boolean due(long step, long training, long measuring, long next);

    /** One step in so many: which steps are measured is the same in every run. */
    record Every(long steps) implements NoiseSampling {
        public Every {
            Check.atLeast("every", steps, 1);
        }

        @Override
        public boolean due(long step, long training, long measuring, long next) {
            return step % steps == 0;
        }
    }

    /**
     * As often as a share of the training time allows.
     *
     * @param share such as 0.03
     */
    record Share(double share) implements NoiseSampling {
        public Share {
            Check.above("share", share, 0, 1);
        }

        @Override
        public boolean due(long step, long training, long measuring, long next) {
            return measuring + next <= share * training;
        }
    }
}
