package joyul.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * A symmetric tridiagonal matrix that grows by a row at a time, as Lanczos' method makes it: its eigenvalues come close to
 * the outer ones of the large matrix (Golub and Van Loan, Matrix Computations, chapter 10).
 */
final class Tridiagonal {
    private static final int HALVINGS = 100;

    private final List<Double> diagonal = new ArrayList<>();
    private final List<Double> beside = new ArrayList<>();

    /**
     * An eigenvalue.
     *
     * @param error the large matrix has an eigenvalue this close or closer
     */
    record Ritz(double value, double error) {}

    /**
     * Adds a row.
     *
     * @param next what would stand beside it in the row after
     */
    void add(double onDiagonal, double next) {
        diagonal.add(onDiagonal);
        beside.add(next);
    }

    int size() {
        return diagonal.size();
    }

    /** The largest eigenvalue, by halving the interval in which Gershgorin's theorem says that all lie. */
    Ritz largest() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            double radius = beside(i - 1) + (i + 1 < size() ? beside(i) : 0);
            low = Math.min(low, diagonal.get(i) - radius);
            high = Math.max(high, diagonal.get(i) + radius);
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (hasLarger(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Ritz(high, Math.abs(beside(size() - 1)) * lastComponent(high));
    }

    private double beside(int row) {
        return row < 0 ? 0 : Math.abs(beside.get(row));
    }

    /** Whether an eigenvalue is larger: by Sylvester's law, whether a pivot of {@code T - x} is positive. */
    private boolean hasLarger(double x) {
        double pivot = 1;
        for (int i = 0; i < size(); i++) {
            pivot = diagonal.get(i) - x - beside(i - 1) * beside(i - 1) / pivot;
            if (pivot > 0) {
                return true;
            }
            // A pivot of zero counts as one just below.
            pivot = pivot == 0 ? -Double.MIN_NORMAL : pivot;
        }
        return false;
    }

    /** The size of the last entry of the eigenvector of length one: by the recurrence of the rows, from the last up. */
    private double lastComponent(double eigenvalue) {
        double squares = 1;
        double below = 0;
        double here = 1;
        for (int i = size() - 1; i > 0; i--) {
            double above =
                    ((eigenvalue - diagonal.get(i)) * here - (i + 1 < size() ? beside(i) : 0) * below) / beside(i - 1);
            below = here;
            here = above;
            squares += here * here;
        }
        return 1 / Math.sqrt(squares);
    }
}
