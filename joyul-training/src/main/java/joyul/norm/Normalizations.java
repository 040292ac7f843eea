package joyul.norm;

import joyul.form.Catalog;

/** The list of all normalizations a recipe may name: a new kind is one line here. */
public final class Normalizations {
    public static final Catalog<Normalization> CATALOG = new Catalog<Normalization>("normalization")
            .with("none", new NoNormalization())
            .with("batch_norm", new BatchNorm())
            .with("ghost_batch_norm", new GhostBatchNorm(32))
            .with("frozen_batch_norm", new FrozenBatchNorm(500))
            .with("batch_renorm", new BatchRenorm())
            .with("layer_norm", new LayerNorm())
            .with("group_norm", new GroupNorm())
            .with("instance_norm", new InstanceNorm())
            .with("rms_norm", new RmsNorm())
            .with("weight_standardization", new WeightStandardization())
            .with("whitening", new Whitening())
            .with("iter_norm", new IterNorm());

    /** Likewise for the statistics used at inference. */
    public static final Catalog<Statistics> STATISTICS = new Catalog<Statistics>("statistics")
            .with("precise", new Statistics.Precise(2_000))
            .with("moving", new Statistics.Moving())
            .with("cumulative", new Statistics.Cumulative())
            .with("batch", new Statistics.OfBatch())
            .with("of_data", new Statistics.OfData("", 2_000));

    private Normalizations() {}
}
