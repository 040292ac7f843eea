package joyul.rate;

/** The base rate, at every step; written {@code constant}. */
public record ConstantRate() implements Schedule {
    static final Form<ConstantRate> FORM =
            Form.of("constant", ConstantRate.class).madeBy(given -> new ConstantRate());

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return baseRate;
    }
}
