package joyul.tune;

import java.util.List;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.ExponentialLR;
import joyul.rate.Length;
import joyul.rate.MultiStepLR;
import joyul.rate.OneCycleLR;
import joyul.rate.Schedule;
import joyul.rate.Warmup;

/** The schedules that a tune chooses from, each over the whole run. */
final class Shapes {
    static final List<String> NAMES =
            List.of("OneCycleLR", "CosineAnnealingLR", "ExponentialLR", "MultiStepLR", "constant");

    /** How far an exponential schedule decays. */
    private static final double END = 0.01;

    private Shapes() {}

    /** The schedule of a name for a run of so many optimizer steps. */
    static Schedule of(String name, long steps) {
        return switch (name) {
            case "OneCycleLR" -> new OneCycleLR().momentum(null); // A tuned momentum is a knob of its own.
            case "CosineAnnealingLR" -> new CosineAnnealingLR().after(Warmup.linear(Length.percent(5)));
            case "ExponentialLR" -> new ExponentialLR(Math.pow(END, 1.0 / steps));
            case "MultiStepLR" -> new MultiStepLR(Math.max(1, steps / 2), Math.max(1, steps * 3 / 4));
            default -> new ConstantRate();
        };
    }
}
