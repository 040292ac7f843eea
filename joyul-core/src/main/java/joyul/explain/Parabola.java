package joyul.explain;

import java.util.Arrays;

/**
 * A parabola fitted by least squares, y = a + b u + c u² with u = x - center, and how sure its coefficients are.
 *
 * @param covariance of (a, b, c): the residual variance, RSS / (n - 3), times (X'X)⁻¹
 */
record Parabola(double center, double[] coefficients, double[][] covariance) {
    /** With three points a parabola fits exactly, and its error is unknown. */
    static final int FEWEST = 4;

    /** The fit to at least four points at three or more different places. */
    static Parabola fit(double[] xs, double[] ys) {
        double center = Arrays.stream(xs).average().orElseThrow();
        double[][] normal = new double[3][3];
        double[] right = new double[3];
        for (int k = 0; k < xs.length; k++) {
            double[] row = row(xs[k] - center);
            for (int i = 0; i < 3; i++) {
                right[i] += row[i] * ys[k];
                for (int j = 0; j < 3; j++) {
                    normal[i][j] += row[i] * row[j];
                }
            }
        }
        double[][] inverse = inverse(normal);
        double[] coefficients = new double[3];
        for (int i = 0; i < 3; i++) {
            coefficients[i] = dot(inverse[i], right);
        }
        double squares = 0;
        for (int k = 0; k < xs.length; k++) {
            double residual = ys[k] - dot(coefficients, row(xs[k] - center));
            squares += residual * residual;
        }
        double variance = squares / (xs.length - 3);
        double[][] covariance = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                covariance[i][j] = variance * inverse[i][j];
            }
        }
        return new Parabola(center, coefficients, covariance);
    }

    private static double[] row(double u) {
        return new double[] {1, u, u * u};
    }

    private static double dot(double[] left, double[] right) {
        return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
    }

    /** By cofactors: the matrix is symmetric. */
    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int r = (i + 1) % 3;
                int s = (i + 2) % 3;
                int t = (j + 1) % 3;
                int u = (j + 2) % 3;
                inverse[i][j] = m[r][t] * m[s][u] - m[r][u] * m[s][t];
            }
        }
        double determinant = dot(m[0], inverse[0]);
        for (double[] line : inverse) {
            for (int j = 0; j < 3; j++) {
                line[j] /= determinant;
            }
        }
        return inverse;
    }

    double at(double x) {
        return dot(coefficients, row(x - center));
    }

    /** The standard error of the fitted value. */
    double error(double x) {
        double[] row = row(x - center);
        double variance = 0;
        for (int i = 0; i < 3; i++) {
            variance += row[i] * dot(covariance[i], row);
        }
        return Math.sqrt(Math.max(0, variance));
    }

    /** How many of its standard errors the curvature is above 0. */
    double curvatureT() {
        return coefficients[2] / Math.sqrt(covariance[2][2]);
    }

    /** The place of the lowest value, where the curvature is positive. */
    double lowest() {
        return center - coefficients[1] / (2 * coefficients[2]);
    }
}
