package joyul.explain;

/**
 * How a parameter reads. One that is searched by its logarithm to base 2 ({@code log2_batch_size}) is shown as the size
 * itself.
 *
 * @param name in the study
 */
public record Knob(String name) {
    /** The parameter that a tune searches as the learning rate. */
    public static final String LEARNING_RATE = "learning_rate";

    /** The parameter that a tune searches as the kind of normalization. */
    public static final String NORMALIZATION = "normalization";

    private static final String LOG2 = "log2_";

    /** Whether the study holds logarithms to base 2 of what people call by the name. */
    public boolean doubles() {
        return name.startsWith(LOG2);
    }

    /** What people call it: {@code batch_size}. */
    public String plainName() {
        return doubles() ? name.substring(LOG2.length()) : name;
    }

    /** The name in a language: {@code batch size}; a parameter that these texts do not know keeps its own. */
    public String label(Texts texts) {
        String key = "knob." + plainName();
        return texts.has(key) ? texts.say(key) : plainName();
    }

    /** The value as people count it: 64 for the logarithm 6. */
    public Object plain(Object value) {
        return doubles() && value instanceof Number number
                ? (Object) Math.round(Math.pow(2, number.doubleValue()))
                : value;
    }

    /** The value in a language: {@code 64}, {@code ghost batch norm}. */
    public String label(Object value, Texts texts) {
        Object plain = plain(value);
        if (plain instanceof Double number) {
            return Digits.significant(number, 3);
        }
        String key = "choice." + plainName() + "." + plain;
        return texts.has(key) ? texts.say(key) : String.valueOf(plain);
    }

    /** The name, to be said in any language. */
    Object said() {
        return new Said(this, null);
    }

    /** The value, to be said in any language. */
    Object said(Object value) {
        return new Said(this, value);
    }
}
