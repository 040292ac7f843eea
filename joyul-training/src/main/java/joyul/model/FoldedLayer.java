package joyul.model;

import java.util.List;
import java.util.Map;
import joyul.file.SafeTensors;
import joyul.layer.Conv;
import joyul.layer.Layer;
import joyul.layer.Linear;
import org.jspecify.annotations.Nullable;

/** Weight and bias of a linear or convolution layer that computes a scale and shift per channel beside its own work. */
record FoldedLayer(SafeTensors.Values weight, float[] bias) {
    /** A layer with the scale and shift behind it. */
    static FoldedLayer behind(
            Layer layer, SafeTensors.Values weight, SafeTensors.@Nullable Values bias, Channels channels) {
        int outputs = outputs(layer);
        int perOutput = weight.numbers().length / outputs;
        float[] numbers = new float[weight.numbers().length];
        float[] shifts = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            double scale = channels.scale()[o];
            for (int i = o * perOutput; i < (o + 1) * perOutput; i++) {
                numbers[i] = (float) (scale * weight.numbers()[i]);
            }
            shifts[o] = (float) (scale * (bias == null ? 0 : bias.numbers()[o]) + channels.shift()[o]);
        }
        return new FoldedLayer(new SafeTensors.Values(weight.shape(), numbers), shifts);
    }

    /** A layer with the scale and shift before it; each channel is a run of neighbouring numbers of an output's weights. */
    static FoldedLayer before(
            Layer layer, SafeTensors.Values weight, SafeTensors.@Nullable Values bias, Channels channels) {
        int outputs = outputs(layer);
        int perOutput = weight.numbers().length / outputs;
        int perChannel = perOutput / channels.count();
        float[] numbers = new float[weight.numbers().length];
        float[] shifts = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            double sum = bias == null ? 0 : bias.numbers()[o];
            for (int i = 0; i < perOutput; i++) {
                int channel = i / perChannel;
                double own = weight.numbers()[o * perOutput + i];
                numbers[o * perOutput + i] = (float) (channels.scale()[channel] * own);
                sum += channels.shift()[channel] * own;
            }
            shifts[o] = (float) sum;
        }
        return new FoldedLayer(new SafeTensors.Values(weight.shape(), numbers), shifts);
    }

    private static int outputs(Layer layer) {
        return layer instanceof Conv conv ? conv.channels() : ((Linear) layer).outputs();
    }

    void writeTo(Map<String, SafeTensors.Values> tensors, String place) {
        tensors.put(place + ".weight", weight);
        tensors.put(place + ".bias", new SafeTensors.Values(List.of((long) bias.length), bias));
    }
}
