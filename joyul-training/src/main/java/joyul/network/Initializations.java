package joyul.network;

import joyul.form.Catalog;

/** The list of all initialisations a recipe may name: a new one is one line here. */
public final class Initializations {
    public static final Catalog<Initialization> CATALOG = new Catalog<Initialization>("initialization")
            .with("torch", new Initialization.Torch())
            .with("xavier", new Initialization.Xavier())
            .with("he", new Initialization.He())
            .with("normal", new Initialization.Normal(0.01));

    private Initializations() {}
}
