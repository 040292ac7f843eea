package joyul.model;

import java.util.Arrays;
import java.util.Map;
import joyul.check.InputException;
import joyul.file.SafeTensors;

/** What batch norm does to each channel at inference: {@code y = scale x + shift}. */
record Channels(double[] scale, double[] shift) {
    /** Of the normalization at a place; one without gamma and beta has one and zero. */
    static Channels of(Map<String, SafeTensors.Values> tensors, String place, double eps) {
        double[] mean = values(tensors, place + ".running_mean");
        double[] variance = values(tensors, place + ".running_var");
        double[] scale = new double[mean.length];
        double[] shift = new double[mean.length];
        SafeTensors.Values gain = tensors.get(place + ".weight");
        SafeTensors.Values offset = tensors.get(place + ".bias");
        for (int c = 0; c < scale.length; c++) {
            scale[c] = (gain == null ? 1 : gain.numbers()[c]) / Math.sqrt(variance[c] + eps);
            shift[c] = (offset == null ? 0 : offset.numbers()[c]) - scale[c] * mean[c];
        }
        return new Channels(scale, shift);
    }

    private static double[] values(Map<String, SafeTensors.Values> tensors, String name) {
        SafeTensors.Values found = tensors.get(name);
        if (found == null) {
            throw new InputException("the weights lack the tensor " + name + "; use the recipe they were trained with");
        }
        float[] numbers = found.numbers();
        double[] values = new double[numbers.length];
        Arrays.setAll(values, i -> numbers[i]);
        return values;
    }

    int count() {
        return scale.length;
    }

    boolean shiftsNothing() {
        return Arrays.stream(shift).allMatch(each -> each == 0);
    }
}
