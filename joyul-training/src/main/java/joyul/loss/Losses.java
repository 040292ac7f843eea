package joyul.loss;

import joyul.form.Catalog;

/** The list of all losses a recipe may name: a new one is one line here. */
public final class Losses {
    public static final Catalog<Loss> CATALOG = new Catalog<Loss>("loss")
            .with("cross_entropy", new CrossEntropy(0))
            .with("mean_squared_error", new MeanSquaredError());

    private Losses() {}
}
