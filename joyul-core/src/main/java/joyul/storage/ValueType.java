package joyul.storage;

import org.jspecify.annotations.Nullable;

/** How a number stands in a column: as itself, or as NULL beside the name of what SQL has no number for. */
enum ValueType {
    FINITE(0),
    INF_POS(Double.POSITIVE_INFINITY),
    INF_NEG(Double.NEGATIVE_INFINITY),
    NAN(Double.NaN);

    private final double number;

    ValueType(double number) {
        this.number = number;
    }

    static ValueType of(double value) {
        if (Double.isFinite(value)) {
            return FINITE;
        }
        return Double.isNaN(value) ? NAN : value > 0 ? INF_POS : INF_NEG;
    }

    /** What the number column gets. */
    static @Nullable Double column(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** The number that a column cannot hold; 0 for {@link #FINITE}. */
    double number() {
        return number;
    }
}
