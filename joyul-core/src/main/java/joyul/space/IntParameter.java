package joyul.space;

/** A whole parameter; immutable, each method gives a new one. */
public record IntParameter(Parameter parameter) implements TypedParameter<Integer> {
    private IntDomain domain() {
        return (IntDomain) parameter.domain();
    }

    private IntParameter over(Domain domain) {
        return new IntParameter(new Parameter(parameter.name(), domain, parameter.condition()));
    }

    /** Searched evenly in its logarithm. */
    public IntParameter log() {
        return over(new IntDomain(domain().low(), domain().high(), Scale.LOG, domain().step()));
    }

    /** Only {@code low, low + step, ...} up to {@code high}. */
    public IntParameter step(int step) {
        return over(new IntDomain(domain().low(), domain().high(), domain().scale(), step));
    }

    /** Existing only where the parent took one of the values. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <P> IntParameter when(TypedParameter<P> parent, P... values) {
        return new IntParameter(TypedParameter.conditional(parameter, parent, values));
    }

    @Override
    public Integer read(Object value) {
        return Math.toIntExact(((Number) value).longValue());
    }

    @Override
    public Object write(Integer value) {
        return value.longValue();
    }
}
