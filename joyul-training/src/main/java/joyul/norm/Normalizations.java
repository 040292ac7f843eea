package joyul.norm;

import joyul.form.Catalog;

/** The list of all normalizations a recipe may name: a new kind is one line here. */
public final class Normalizations {
    public static final Catalog<Normalization> CATALOG = new Catalog<Normalization>("normalization")
            .with("none", new NoNormalization())
            .with("batch_norm", new BatchNorm())
            .with("ghost_batch_norm", new GhostBatchNorm(32));

    /** Likewise for the statistics used at inference. */
    public static final Catalog<Statistics> STATISTICS = new Catalog<Statistics>("statistics")
            .with("precise", new Statistics.Precise(2_000))
            .with("moving", new Statistics.Moving());

    private Normalizations() {}
}
