package joyul.search;

import joyul.pruner.RunToTheEnd;
import joyul.sampler.TpeSampler;
import joyul.space.Space;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Plan;
import joyul.study.Pruner;
import joyul.study.Sampler;
import joyul.study.Storage;
import joyul.study.Study;

/**
 * A study about to be opened. {@link #minimize} and {@link #maximize} open it: a study of that name is continued, else a
 * new one begins. Everything but the name has a default: multivariate TPE, no pruning, no declared space, seed 0.
 *
 * <pre>{@code
 * var study = Search.study("sqlite:study.db", "demo").minimize();
 * study.optimize(t -> loss(t.suggestFloat("lr", 1e-4, 1, Scale.LOG)), Budget.trials(100));
 * }</pre>
 */
public final class Search {
    private final Storage storage;
    private final String name;
    private final Plan plan;

    private Search(Storage storage, String name, Plan plan) {
        this.storage = storage;
        this.name = name;
        this.plan = plan;
    }

    /**
     * A study kept where the URL says: {@code sqlite:study.db} or {@code memory:}. Each call on it has reached the file
     * when it returns, so there is nothing to close.
     *
     * @throws joyul.check.InputException for a URL or a file that is no storage
     */
    public static Search study(String url, String name) {
        return study(Storages.open(url), name);
    }

    /** A study kept in that storage, which stays the caller's to close. */
    public static Search study(Storage storage, String name) {
        return new Search(storage, name, Plan.of(new TpeSampler()).withPruner(new RunToTheEnd()));
    }

    public Search sampler(Sampler sampler) {
        return new Search(storage, name, plan.withSampler(sampler));
    }

    public Search pruner(Pruner pruner) {
        return new Search(storage, name, plan.withPruner(pruner));
    }

    /** What {@link Study#ask()} chooses in advance; without it the objective says what varies. */
    public Search space(Space space) {
        return new Search(storage, name, plan.withSpace(space));
    }

    public Search seed(long seed) {
        return new Search(storage, name, plan.withSeed(seed));
    }

    /**
     * How often a point is tried again whose process was killed while it ran; by default never. {@link Study#optimize}
     * and {@link Study#endAbandoned} find such trials.
     */
    public Search retries(int retries) {
        return new Search(storage, name, plan.withRetries(retries));
    }

    /**
     * Opens the study to make its value small.
     *
     * @throws joyul.check.InputException when a study of that name maximizes, or has another seed than the given one
     */
    public Study minimize() {
        return Study.open(storage, name, Direction.MINIMIZE, plan);
    }

    /**
     * Opens the study to make its value large.
     *
     * @throws joyul.check.InputException when a study of that name minimizes, or has another seed than the given one
     */
    public Study maximize() {
        return Study.open(storage, name, Direction.MAXIMIZE, plan);
    }
}
