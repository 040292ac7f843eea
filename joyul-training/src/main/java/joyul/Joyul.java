package joyul;

import joyul.data.Data;
import joyul.explain.Diagnosis;
import joyul.network.Network;
import joyul.network.Presets;
import joyul.probe.CompareBatches;
import joyul.probe.Diagnose;
import joyul.probe.FindBatch;
import joyul.probe.Rescale;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.Standard;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.search.Search;
import joyul.train.Trained;
import joyul.tune.Tune;

/** The front door for Java code: tune, train, and search, with every default wired. */
public final class Joyul {
    private Joyul() {}

    /** A tune of a network on the data, to be configured and run. */
    public static Tune tune(Data data) {
        return new Tune(data);
    }

    /** The default recipe for the data: a standard network, batch normalization, SGD with a one-cycle schedule. */
    public static Recipe recipe(Data data) {
        return recipe(data, Presets.standard(Recipe.shape(data), data.train().size()));
    }

    /** The default recipe for the data with a preset network of {@link joyul.network.Presets}: {@code mlp}, {@code cnn-small}. */
    public static Recipe recipe(Data data, String preset) {
        return recipe(data, Presets.build(preset, Recipe.shape(data), Recipe.outputs(data)));
    }

    /** The default recipe for the data with a network of one's own. */
    public static Recipe recipe(Data data, Network network) {
        return Standard.recipe(DataSource.named(data.name()).of(data), data, network);
    }

    /** Trains the recipe to its end, in memory and in this thread. */
    public static Trained train(Recipe recipe, Data data) {
        return train(recipe, data, Listener.NONE);
    }

    /** Trains the recipe to its end, heard by a listener of {@link joyul.train.RunEvent}s, in memory and in this thread. */
    public static Trained train(Recipe recipe, Data data, Listener listener) {
        return train(recipe, data, listener, new Cancellation());
    }

    /** Trains the recipe to its end, or until it is cancelled, in memory and in this thread. */
    public static Trained train(Recipe recipe, Data data, Listener listener, Cancellation cancellation) {
        return Trained.run(recipe, data, listener, cancellation);
    }

    /** The recipe carried to another batch size: {@code Joyul.rescale(recipe, data).to(256).run().recipe()}. */
    public static Rescale rescale(Recipe recipe, Data data) {
        return new Rescale(recipe, data);
    }

    /** Batch sizes compared at matched tuning, to be configured and run. */
    public static CompareBatches compareBatches(Recipe recipe, Data data) {
        return new CompareBatches(recipe, data);
    }

    /** A search for the recipe's batch size, to be configured and run: memory, throughput, gradient noise, data set. */
    public static FindBatch findBatch(Recipe recipe, Data data) {
        return new FindBatch(recipe, data);
    }

    /** Trains the recipe and says whether its layers are healthy; {@link Diagnose} has settings. */
    public static Diagnosis diagnose(Recipe recipe, Data data) {
        return new Diagnose(recipe, data).run();
    }

    /**
     * A study of any objective: {@code Joyul.study("sqlite:study.db", "demo").minimize()}.
     *
     * @param url {@code sqlite:PATH} or {@code memory:}
     */
    public static Search study(String url, String name) {
        return Search.study(url, name);
    }
}
