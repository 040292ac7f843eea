package joyul.rate;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/** How the height of the cycles of {@link CyclicLR} changes with time. */
public sealed interface CycleScale {
    /** The part of the full height, in cycle {@code cycle} (from 1) at {@code step}. */
    double at(long cycle, long step);

    /** PyTorch's {@code mode}; null: its default. */
    @Nullable
    String mode();

    /** PyTorch's {@code gamma}; null: not used. */
    default @Nullable Double gamma() {
        return null;
    }

    /** PyTorch's {@code scale_fn}; null: not used. */
    default @Nullable DoubleUnaryOperator function() {
        return null;
    }

    /** PyTorch's {@code scale_mode}; null: not used. */
    default @Nullable String scaleMode() {
        return null;
    }

    /** As given in text. */
    static CycleScale of(Given given) {
        By by = given.choice("scale_mode", By.CYCLE);
        if (given.has("scale_fn")) {
            return new Custom(given.function("scale_fn"), by);
        }
        double gamma = given.number("gamma", 1);
        return switch (given.choice("mode", Mode.TRIANGULAR)) {
            case TRIANGULAR -> new Triangular();
            case TRIANGULAR2 -> new Triangular2();
            case EXP_RANGE -> new ExpRange(gamma);
        };
    }

    /** PyTorch's names of the three usual scales. */
    enum Mode {
        TRIANGULAR,
        TRIANGULAR2,
        EXP_RANGE
    }

    /** What a function of one's own is asked with. */
    enum By {
        CYCLE,
        ITERATIONS
    }

    /** Always the full height. */
    record Triangular() implements CycleScale {
        @Override
        public double at(long cycle, long step) {
            return 1;
        }

        @Override
        public String mode() {
            return "triangular";
        }
    }

    /** Half the height of the cycle before. */
    record Triangular2() implements CycleScale {
        @Override
        public double at(long cycle, long step) {
            return 1 / StrictMath.pow(2, cycle - 1.0);
        }

        @Override
        public String mode() {
            return "triangular2";
        }
    }

    /**
     * {@code gamma^step}.
     *
     * @param gamma above 0
     */
    record ExpRange(Double gamma) implements CycleScale {
        public ExpRange {
            Check.positive("gamma", gamma);
        }

        @Override
        public double at(long cycle, long step) {
            return StrictMath.pow(gamma, (double) step);
        }

        @Override
        public String mode() {
            return "exp_range";
        }
    }

    /**
     * A function of the cycle (from 1) or of the step.
     *
     * @param function must be pure
     */
    record Custom(DoubleUnaryOperator function, By by) implements CycleScale {
        @Override
        public double at(long cycle, long step) {
            return function.applyAsDouble((double) (by == By.CYCLE ? cycle : step));
        }

        @Override
        public @Nullable String mode() {
            return null;
        }

        @Override
        public String scaleMode() {
            return by.name().toLowerCase(Locale.ROOT);
        }
    }
}
