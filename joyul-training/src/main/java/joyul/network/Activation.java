package joyul.network;

import joyul.layer.Layer;
import joyul.layer.Relu;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;

/** The nonlinearity between the layers of a preset network. */
public enum Activation {
    RELU,
    TANH,
    SIGMOID;

    Layer layer() {
        return switch (this) {
            case RELU -> new Relu();
            case TANH -> new Tanh();
            case SIGMOID -> new Sigmoid();
        };
    }
}
