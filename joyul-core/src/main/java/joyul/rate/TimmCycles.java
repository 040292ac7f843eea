package joyul.rate;

import static joyul.rate.ForeignCall.text;

import joyul.check.Check;

/**
 * The cycles of timm's cosine, written as formulas of the step: which one a step is in, how far through it, how high it
 * began. All hold before the {@link #end} of the last.
 *
 * @param place the step, in words of the formula
 * @param initial steps of the first cycle
 * @param multiple by which each is longer than the one before
 * @param decay by which each begins lower
 * @param limit how many there are
 * @param power of the way through a cycle (k-decay)
 */
record TimmCycles(String place, double initial, double multiple, double decay, double limit, double power) {
    TimmCycles {
        Check.positive("t_initial", initial);
        Check.positive("cycle_mul", multiple);
        Check.positive("cycle_decay", decay);
        Check.positive("k_decay", power);
    }

    /** Steps of all cycles together. */
    double end() {
        return multiple == 1 ? initial * limit : initial * (1 - Math.pow(multiple, limit)) / (1 - multiple);
    }

    /** The share of the base rate that the step's cycle begins with. */
    String height() {
        return decay == 1 || limit == 1 ? "1" : text(decay) + " ** " + number();
    }

    /** The way through the step's cycle, from 0 to below 1. */
    String progress() {
        String steps = limit == 1
                ? place
                : multiple == 1
                        ? "(" + place + " % " + text(initial) + ")"
                        : "(" + place + " - " + text(initial) + " * (1 - " + text(multiple) + " ** " + number() + ") / "
                                + text(1 - multiple) + ")";
        String of = limit == 1 || multiple == 1
                ? text(initial)
                : "(" + text(multiple) + " ** " + number() + " * " + text(initial) + ")";
        return raised(steps) + " / " + raised(of);
    }

    private String raised(String length) {
        return power == 1 ? length : length + " ** " + text(power);
    }

    /** The cycle's number from 0, by timm's own logarithm: its rounding decides where one of many cycles begins. */
    private String number() {
        return multiple == 1
                ? "(" + place + " // " + text(initial) + ")"
                : "floor(log(1 - " + place + " / " + text(initial) + " * " + text(1 - multiple) + ", " + text(multiple)
                        + "))";
    }
}
