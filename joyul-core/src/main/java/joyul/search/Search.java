package joyul.search;

import java.util.function.Supplier;
import joyul.pruner.RunToTheEnd;
import joyul.sampler.TpeSampler;
import joyul.space.Space;
import joyul.space.TypedParameter;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Plan;
import joyul.study.Pruner;
import joyul.study.Sampler;
import joyul.study.Storage;
import joyul.study.Study;

/**
 * A study about to be opened. {@link #minimize} and {@link #maximize} open it: a study of that name is continued, else a
 * new one begins. Immutable, each method named like a setting gives a new search. Everything but the name has a default: multivariate TPE, no pruning, no declared space, seed 0.
 *
 * <pre>{@code
 * var study = Search.study("sqlite:study.db", "demo").minimize();
 * study.optimize(t -> loss(t.suggestFloat("lr", 1e-4, 1, Scale.LOG)), Budget.trials(100));
 * }</pre>
 */
public final class Search {
    private final Supplier<Storage> storage;
    private final boolean owned;
    private final String name;
    private final Plan plan;

    private Search(Supplier<Storage> storage, boolean owned, String name, Plan plan) {
        this.storage = storage;
        this.owned = owned;
        this.name = name;
        this.plan = plan;
    }

    /** A study kept where the URL says, {@code sqlite:study.db} or {@code memory:}; to close the study closes that. */
    public static Search study(String url, String name) {
        return new Search(() -> Storages.open(url), true, name, standard());
    }

    /** A study kept in that storage, which stays the caller's to close. */
    public static Search study(Storage storage, String name) {
        return new Search(() -> storage, false, name, standard());
    }

    private static Plan standard() {
        return Plan.of(new TpeSampler()).pruner(new RunToTheEnd());
    }

    private Search with(Plan other) {
        return new Search(storage, owned, name, other);
    }

    public Search sampler(Sampler sampler) {
        return with(plan.sampler(sampler));
    }

    public Search pruner(Pruner pruner) {
        return with(plan.pruner(pruner));
    }

    /** What {@link Study#ask()} chooses in advance; without it the objective says what varies. */
    public Search space(Space space) {
        return with(plan.space(space));
    }

    /** As {@link #space(Space)}: each parent before its children. */
    public Search space(TypedParameter<?>... parameters) {
        return space(Space.of(parameters));
    }

    public Search seed(long seed) {
        return with(plan.seed(seed));
    }

    /**
     * How often a point is tried again whose process was killed while it ran; by default never. {@link Study#optimize}
     * and {@link Study#endAbandoned} find such trials.
     */
    public Search retries(int retries) {
        return with(plan.retries(retries));
    }

    /**
     * Opens the study to make its value small.
     *
     * @throws joyul.check.InputException for a URL or a file that is no storage, and when a study of that name maximizes or
     *     has another seed than the given one
     */
    public Study minimize() {
        return open(Direction.MINIMIZE);
    }

    /**
     * Opens the study to make its value large.
     *
     * @throws joyul.check.InputException as {@link #minimize}, and when a study of that name minimizes
     */
    public Study maximize() {
        return open(Direction.MAXIMIZE);
    }

    private Study open(Direction direction) {
        return owned
                ? Study.owning(storage.get(), name, direction, plan)
                : Study.open(storage.get(), name, direction, plan);
    }
}
