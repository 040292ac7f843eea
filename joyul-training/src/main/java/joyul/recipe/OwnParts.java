package joyul.recipe;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.form.Catalog;
import joyul.form.Own;
import joyul.layer.Composite;
import joyul.layer.Layer;
import joyul.layer.Layers;
import joyul.loss.Losses;
import joyul.network.Initializations;
import joyul.norm.Normalizations;
import joyul.optim.Optimizers;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import org.jspecify.annotations.Nullable;

/** The parts of a recipe that a user wrote in Java: they train like any other, but no file can name them. */
final class OwnParts {
    private final List<String> parts = new ArrayList<>();

    private OwnParts() {}

    /** Each with what it is: {@code loss example.Focal(gamma=2.0)}. */
    static List<String> of(Recipe recipe) {
        OwnParts own = new OwnParts();
        own.layers(recipe.network().layers());
        own.member("initialization", Initializations.CATALOG, recipe.initialization());
        own.member("normalization", Normalizations.CATALOG, recipe.normalization());
        own.member("loss", Losses.CATALOG, recipe.loss());
        own.member("optimizer", Optimizers.CATALOG, recipe.optimizer());
        own.schedule("schedule", recipe.schedule());
        own.schedule("batch_schedule", recipe.batchSchedule());
        own.schedule("momentum_schedule", recipe.momentumSchedule());
        own.schedule("weight_decay_schedule", recipe.weightDecaySchedule());
        return own.parts.stream().distinct().toList();
    }

    /** Refuses a recipe that a file could not hold. */
    static void refuse(Recipe recipe) {
        List<String> own = of(recipe);
        if (!own.isEmpty()) {
            throw new InputException("a recipe file cannot name what is written in Java, but this recipe has the "
                    + String.join(", the ", own) + "; train in memory, by Joyul.train(recipe, data), or take parts"
                    + " that recipe files know");
        }
    }

    /** A block that files know may hold layers that they do not. */
    private void layers(List<Layer> layers) {
        for (Layer layer : layers) {
            member("layer", Layers.CATALOG, layer);
            if (layer instanceof Composite block) {
                block.branches().forEach(branch -> layers(branch.layers()));
            }
        }
    }

    private <T> void member(String what, Catalog<T> catalog, T member) {
        if (!catalog.knows(member)) {
            parts.add(what + " " + Own.text(member));
        }
    }

    private void schedule(String what, @Nullable Schedule schedule) {
        if (schedule != null) {
            Schedules.own(schedule).forEach(part -> parts.add(what + " " + Own.text(part)));
        }
    }
}
