package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.optim.Prodigy;
import joyul.recipe.Recipe;
import joyul.recipe.Rescaled;
import joyul.recipe.Rescaled.NormalizationBatch;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Listener;
import joyul.transfer.OptimizerFamily;
import joyul.transfer.RateScan;
import joyul.transfer.RuleChoice;
import joyul.transfer.RuleTrials;
import joyul.transfer.RuleVerdict;
import joyul.transfer.TransferRule;

/**
 * A change of batch size about to be made: the question with its settings, each of which has a default.
 *
 * <pre>{@code
 * Rescale rescale = Joyul.rescale(recipe, data).to(256);
 * RuleVerdict verdict = rescale.test();     // trains shortly
 * Recipe larger = rescale.run(verdict).recipe();
 * }</pre>
 */
public final class Rescale {
    private final Recipe recipe;
    private final Data data;
    private final OptimizerFamily family;
    private int batch;
    private String rule = RuleChoice.AUTO;
    private Optional<Double> noiseScale = Optional.empty();
    private NormalizationBatch normalizationBatch = NormalizationBatch.FOLLOWS;
    private int seeds = 3;
    private Optional<Integer> epochs = Optional.empty();
    private Listener listener = Listener.NONE;
    private Cancellation cancellation = new Cancellation();

    public Rescale(Recipe recipe, Data data) {
        this.recipe = recipe;
        this.data = data;
        family = Rescaled.family(recipe.optimizer());
        batch = recipe.batchSize();
    }

    /** The new batch size, in examples per optimizer step. */
    public Rescale to(int examples) {
        batch = Check.atLeast("batch", examples, 1);
        return this;
    }

    /** The rule by name: {@code auto} or one of {@link TransferRule#NAMES}. */
    public Rescale rule(String name) {
        if (!name.equals(RuleChoice.AUTO) && !TransferRule.NAMES.contains(name)) {
            List<String> known = new ArrayList<>(TransferRule.NAMES);
            known.add(0, RuleChoice.AUTO);
            throw Check.unknown("rule", name, known);
        }
        rule = name;
        return this;
    }

    /** The gradient noise scale, in examples, where it is known. */
    public Rescale noiseScale(double examples) {
        noiseScale = Optional.of(Check.positive("noise_scale", examples));
        return this;
    }

    /** Whether batch normalization keeps its groups when the batch grows; by default it follows the batch. */
    public Rescale normalizationBatch(NormalizationBatch value) {
        normalizationBatch = value;
        return this;
    }

    /** How many seeds each rate is run on in a test; 3 by default. */
    public Rescale seeds(int count) {
        seeds = Check.atLeast("seeds", count, 1);
        return this;
    }

    /** How long the runs of a test are; by default so long that the largest batch makes some 60 steps. */
    public Rescale epochs(int count) {
        epochs = Optional.of(Check.atLeast("test epochs", count, 1));
        return this;
    }

    /** One listener more: it hears of each {@link RuleRuns.Ran}, a run of a test. */
    public Rescale listener(Listener hearing) {
        listener = listener.and(hearing);
        return this;
    }

    /** Once cancelled, a test ends in {@link Cancelled}. */
    public Rescale cancellation(Cancellation token) {
        cancellation = token;
        return this;
    }

    /**
     * The recipe for the new batch size; trains only for the rule {@code measured}.
     *
     * @throws InputException if the rule cannot carry it so far
     */
    public Rescaled run() {
        return rescaled(choice());
    }

    /**
     * The recipe that a test leads to: the rule's where it holds as it stands, else at the rate that the test found.
     *
     * @throws InputException if the test found no rate that trains
     */
    public Rescaled run(RuleVerdict verdict) {
        return rescaled(verdict.choice(choice()));
    }

    private Rescaled rescaled(RuleChoice choice) {
        return Rescaled.of(recipe, choice, batch, data.train().size(), normalizationBatch);
    }

    private RuleChoice choice() {
        return switch (rule) {
            case RuleChoice.AUTO -> auto();
            case TransferRule.MEASURED -> measured();
            default -> RuleChoice.asked(rule, family, noiseScale);
        };
    }

    private RuleChoice auto() {
        return recipe.optimizer() instanceof Prodigy
                ? new RuleChoice(TransferRule.none(), "the optimizer finds its own rate")
                : RuleChoice.auto(family, recipe.batchSize(), batch, noiseScale);
    }

    /** The best rate of short runs around the one that the optimizer's usual rule gives. */
    private RuleChoice measured() {
        double k = (double) batch / recipe.batchSize();
        if (k == 1) {
            throw new InputException("batch must differ from the recipe's for the rule measured, but was " + batch);
        }
        double guess = family == OptimizerFamily.SGD ? k : Math.sqrt(k);
        RuleChoice guessed = new RuleChoice(TransferRule.measured(family, k, guess), "a first guess");
        try (RuleRuns runs = runs(guessed)) {
            RateScan scan = new RuleTrials(runs, seedList()).scan(batch);
            return new RuleChoice(
                    TransferRule.measured(family, k, guess * scan.refined()),
                    "short runs at batch " + batch + " found this rate the best of "
                            + scan.losses().size() + (scan.bestIsAtTheEdge() ? ", at the edge of those tried" : ""));
        }
    }

    /**
     * Tests the rule by short runs at both batch sizes before it is trusted.
     *
     * @throws InputException if there is nothing to test: the same batch size, or a rate that was measured
     */
    public RuleVerdict test() {
        if (rule.equals(TransferRule.MEASURED) || batch == recipe.batchSize()) {
            throw new InputException("there is no rule to test "
                    + (rule.equals(TransferRule.MEASURED)
                            ? "where the rate is measured"
                            : "where the batch stays " + batch));
        }
        RuleChoice choice = choice();
        // A rule that cannot carry the recipe is refused before anything is trained.
        rescaled(choice);
        try (RuleRuns runs = runs(choice)) {
            return new RuleTrials(runs, seedList()).test(choice.rule().between(recipe.batchSize(), batch));
        }
    }

    private RuleRuns runs(RuleChoice choice) {
        int examples = data.train().size();
        int length = epochs.orElseGet(() -> RuleRuns.enoughEpochs(examples, Math.max(batch, recipe.batchSize())));
        return new RuleRuns(recipe, choice, length, data, listener, cancellation);
    }

    private List<Long> seedList() {
        return LongStream.range(recipe.seed(), recipe.seed() + seeds).boxed().toList();
    }
}
