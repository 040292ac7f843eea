package joyul.optim;

import joyul.form.Catalog;

/** The list of all optimizers a recipe may name: a new one is one line here. */
public final class Optimizers {
    public static final Catalog<Optimizer> CATALOG = new Catalog<Optimizer>("optimizer")
            .with("sgd", new Sgd(0.9, false, 0))
            .with("adam", new Adam(0.9, 0.999, 1e-8, 0))
            .with("adamw", new AdamW(0.9, 0.999, 1e-8, 0.01))
            .with("prodigy", new Prodigy(0.9, 0.999, 1e-8, 0, 1e-6, 1, false))
            .with("schedule_free_sgd", new ScheduleFreeSgd(0.9, 0))
            .with("schedule_free_adamw", new ScheduleFreeAdamW(0.9, 0.999, 1e-8, 0));

    private Optimizers() {}
}
