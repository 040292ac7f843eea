package joyul.noise;

import java.util.Arrays;
import joyul.check.InputException;

/** Gradients as Java arrays, summed in double precision. */
final class ArrayGradients implements MicroGradients {
    private final GradientFunction gradient;
    private double[] sum = {};
    private int count;

    ArrayGradients(GradientFunction gradient) {
        this.gradient = gradient;
    }

    @Override
    public void clear() {
        Arrays.fill(sum, 0);
        count = 0;
    }

    @Override
    public double add(int[] examples) {
        double[] one = gradient.at(examples);
        if (count == 0) {
            sum = new double[one.length];
        }
        if (one.length != sum.length) {
            throw new InputException(
                    "a gradient must have as many numbers at every call (" + sum.length + "), but had " + one.length);
        }
        count++;
        for (int i = 0; i < one.length; i++) {
            sum[i] += one[i];
        }
        return square(one, 1);
    }

    @Override
    public double meanSquare() {
        return square(sum, 1.0 / count);
    }

    private static double square(double[] values, double factor) {
        double square = 0;
        for (double value : values) {
            square += factor * value * factor * value;
        }
        return square;
    }
}
