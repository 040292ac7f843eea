package joyul.layer;

import joyul.form.Catalog;

/** The list of all layers a recipe may name: a new layer is one line here. */
public final class Layers {
    public static final Catalog<Layer> CATALOG = new Catalog<Layer>("layer")
            .with("linear", new Linear(1))
            .with("conv", new Conv(1))
            .with("norm", new NormPlace())
            .with("relu", new Relu())
            .with("sigmoid", new Sigmoid())
            .with("tanh", new Tanh())
            .with("max_pool", new MaxPool(2))
            .with("average_pool", new AveragePool(2, 2))
            .with("global_pool", new GlobalPool())
            .with("flatten", new Flatten())
            .with("dropout", new Dropout(0.5))
            .with("residual", Residual.of());

    private Layers() {}
}
