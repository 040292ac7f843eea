package joyul.space;

/** A real parameter; immutable, each method gives a new one. */
public record FloatParameter(Parameter parameter) implements TypedParameter<Double> {
    private FloatDomain domain() {
        return (FloatDomain) parameter.domain();
    }

    private FloatParameter over(Domain domain) {
        return new FloatParameter(new Parameter(parameter.name(), domain, parameter.condition()));
    }

    /** Searched evenly in its logarithm. */
    public FloatParameter log() {
        return over(new FloatDomain(domain().low(), domain().high(), Scale.LOG, domain().step()));
    }

    /** Only {@code low, low + step, ...} up to {@code high}. */
    public FloatParameter step(double step) {
        return over(new FloatDomain(domain().low(), domain().high(), domain().scale(), step));
    }

    /** Existing only where the parent took one of the values. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <P> FloatParameter when(TypedParameter<P> parent, P... values) {
        return new FloatParameter(TypedParameter.conditional(parameter, parent, values));
    }

    @Override
    public Double read(Object value) {
        return ((Number) value).doubleValue();
    }

    @Override
    public Object write(Double value) {
        return value;
    }
}
