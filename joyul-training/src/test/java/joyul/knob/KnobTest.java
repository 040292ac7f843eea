package joyul.knob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import joyul.Joyul;
import joyul.batch.BatchRange;
import joyul.check.InputException;
import joyul.data.Augmentation;
import joyul.data.Data;
import joyul.layer.Dropout;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.Residual;
import joyul.layer.Shape;
import joyul.loss.CrossEntropy;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.norm.NoNormalization;
import joyul.optim.AdamW;
import joyul.optim.ScheduleFreeSgd;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.ExponentialLR;
import joyul.rate.Length;
import joyul.rate.OneCycleLR;
import joyul.rate.Warmup;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import org.junit.jupiter.api.Test;

class KnobTest {
    private static final Data DIGITS = Data.load("digits");
    private static final Recipe BASE = Joyul.recipe(DIGITS);

    private static final Shape SHAPE = Recipe.shape(DIGITS);

    private static Knobs knobs() {
        return Knobs.standard(new Problem(BASE, new BatchRange(16, 64), 1000, SHAPE));
    }

    private static Recipe at(Knobs knobs, Map<String, ?> values) {
        return knobs.recipe(BASE, Point.of(values), 2, 1);
    }

    private static List<String> searched(Knobs knobs) {
        return knobs.space().parameters().stream().map(Parameter::name).toList();
    }

    @Test
    void theUsualKnobsAreSevenBesideTwoThatAreHeldAndEachIsReadBackFromTheRecipeItMade() {
        assertThat(searched(knobs()))
                .containsExactly(
                        "learning_rate",
                        "log2_batch_size",
                        "normalization",
                        "log2_normalization_batch",
                        "schedule",
                        "momentum",
                        "weight_decay",
                        "dropout",
                        "augmentation");
        assertThat(knobs().held()).isEqualTo(Point.of(Map.of("dropout", 0.0, "augmentation", "none")));
        assertThat(knobs().search("dropout").held()).isEqualTo(Point.of(Map.of("augmentation", "none")));
        assertThat(knobs().fix("augmentation", "shift=1").held()).isEqualTo(Point.of(Map.of("dropout", 0.0)));
        Recipe recipe = at(
                knobs(),
                Map.of(
                        "learning_rate",
                        0.2,
                        "log2_batch_size",
                        5L,
                        "normalization",
                        "ghost_batch_norm",
                        "log2_normalization_batch",
                        3L,
                        "schedule",
                        "CosineAnnealingLR",
                        "momentum",
                        0.8,
                        "weight_decay",
                        1e-3));
        assertThat(recipe.learningRate()).isEqualTo(0.2);
        assertThat(recipe.batchSize()).isEqualTo(32);
        assertThat(recipe.normalization()).isEqualTo(new GhostBatchNorm(8));
        assertThat(recipe.schedule()).isEqualTo(new CosineAnnealingLR().after(Warmup.linear(Length.percent(5))));
        assertThat(recipe.optimizer()).isEqualTo(new Sgd(0.8, true, 1e-3));
        Problem problem = new Problem(BASE, new BatchRange(16, 64), 1000, SHAPE);
        assertThat(new NormalizationBatchKnob().of(recipe, problem)).contains(3L);
        assertThat(new ScheduleKnob().of(recipe, problem)).contains("CosineAnnealingLR");
        assertThat(new WeightDecayKnob().of(recipe, problem)).contains(1e-3);
    }

    /** 1,000 examples in batches of 64 are 16 steps an epoch; .01 is reached after 32 of them. */
    @Test
    void aScheduleIsCutToTheStepsOfTheBatchThatThePointHas() {
        Recipe recipe = at(knobs(), Map.of("log2_batch_size", 6L, "schedule", "ExponentialLR"));
        assertThat(((ExponentialLR) recipe.schedule()).gamma()).isEqualTo(Math.pow(0.01, 1.0 / 32));
    }

    @Test
    void aNormalizationBatchIsAtMostHalfOfTheBatchAndOfGhostBatchNormAlone() {
        Map<String, Object> point = Map.of("log2_batch_size", 4L, "log2_normalization_batch", 7L);
        Knobs knobs = knobs();
        assertThat(at(knobs.fix("normalization", "ghost_batch_norm"), point).normalization())
                .isEqualTo(new GhostBatchNorm(8));
        assertThat(at(knobs.fix("normalization", "none"), point).normalization())
                .isEqualTo(new NoNormalization());
        assertThat(at(knobs.fix("normalization_batch", 8), Map.of("normalization", "batch_norm"))
                        .normalization())
                .isEqualTo(new BatchNorm());
    }

    @Test
    void eachKindOfOptimizerHasItsOwnRateAndOnlySomeASchedule() {
        Knobs knobs = knobs().search("optimizer");
        assertThat(searched(knobs)).contains("optimizer", "learning_rate", "adaptive_learning_rate", "schedule");
        Recipe adam = at(
                knobs,
                Map.of(
                        "optimizer",
                        "adamw",
                        "learning_rate",
                        0.5,
                        "adaptive_learning_rate",
                        2e-3,
                        "momentum",
                        0.85,
                        "weight_decay",
                        1e-2));
        assertThat(adam.optimizer()).isEqualTo(new AdamW(0.85, 0.999, 1e-8, 1e-2));
        assertThat(adam.learningRate()).isEqualTo(2e-3);
        assertThat(adam.schedule()).isEqualTo(new OneCycleLR().momentum(null));
        Recipe free =
                at(knobs, Map.of("optimizer", "schedule_free_sgd", "learning_rate", 0.5, "schedule", "MultiStepLR"));
        assertThat(free.optimizer()).isEqualTo(new ScheduleFreeSgd(0.9, 5e-4));
        assertThat(free.learningRate()).isEqualTo(0.5);
        assertThat(free.schedule()).isEqualTo(new ConstantRate().after(Warmup.linear(Length.percent(5))));
    }

    @Test
    void aHeldOptimizerLeavesOnlyItsOwnRateToSearch() {
        assertThat(searched(knobs().fix("optimizer", "adamw")))
                .contains("adaptive_learning_rate")
                .doesNotContain("learning_rate", "optimizer");
        assertThatThrownBy(
                        () -> knobs().fix("optimizer", "adamw").fix("lr", 0.1).check())
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "lr is of schedule_free_sgd and sgd, but optimizer is fixed to adamw; leave one of them out");
        assertThatThrownBy(() -> knobs().fix("adam_lr", 0.1).check())
                .isInstanceOf(InputException.class)
                .hasMessage("adam_lr is of adamw and schedule_free_adamw, but optimizer is another; leave one of them"
                        + " out");
    }

    @Test
    void smoothingChangesTheLossAndDropoutTheNetwork() {
        Knobs knobs = knobs().search("label_smoothing").search("dropout");
        Recipe recipe = at(knobs, Map.of("label_smoothing", 0.1, "dropout", 0.3));
        assertThat(recipe.loss()).isEqualTo(new CrossEntropy(0.1));
        List<Layer> layers = recipe.network().layers();
        assertThat(layers.get(layers.size() - 2)).isEqualTo(new Dropout(0.3));
        assertThat(layers.get(layers.size() - 1)).isInstanceOf(Linear.class);
        assertThat(at(knobs, Map.of("dropout", 0.0)).network()).isEqualTo(BASE.network());
    }

    @Test
    void aDropoutLayerThatTheNetworkHasIsTurnedWhereItStands() {
        Network network = Network.of(new Dropout(0.2), new Linear(8), new Linear(10));
        Recipe base = BASE.with(edit -> edit.network(network));
        Problem problem = new Problem(base, new BatchRange(16, 64), 1000, SHAPE);
        assertThat(new DropoutKnob().of(base, problem)).contains(0.2);
        Recipe turned = Knobs.standard(problem).search("dropout").recipe(base, Point.of(Map.of("dropout", 0.5)), 2, 1);
        assertThat(turned.network()).isEqualTo(Network.of(new Dropout(0.5), new Linear(8), new Linear(10)));
    }

    @Test
    void aDropoutLayerWithinAResidualBlockIsTurnedThere() {
        Network network = Network.of(Residual.of(new Linear(64), new Dropout(0.2)), new Linear(10));
        Recipe base = BASE.with(edit -> edit.network(network));
        Problem problem = new Problem(base, new BatchRange(16, 64), 1000, SHAPE);
        assertThat(new DropoutKnob().of(base, problem)).contains(0.2);
        Recipe turned = Knobs.standard(problem).search("dropout").recipe(base, Point.of(Map.of("dropout", 0.5)), 2, 1);
        assertThat(turned.network())
                .isEqualTo(Network.of(Residual.of(new Linear(64), new Dropout(0.5)), new Linear(10)));
    }

    @Test
    void augmentationIsOneOfSomeKindsThatFitTheImagesAndAnyThatFitsMayBeHeld() {
        Knobs knobs = knobs().search("augmentation");
        Parameter searched = Objects.requireNonNull(knobs.space().find("augmentation"));
        assertThat(((ChoiceDomain) searched.domain()).choices())
                .containsExactly("none", "shift=1", "shift=2", "shift=1,flip", "shift=2,flip", "shift=1,flip,cutout=2");
        assertThat(at(knobs, Map.of("augmentation", "shift=1,flip,cutout=2")).augmentation())
                .isEqualTo(new Augmentation(1, true, 2));
        assertThat(at(knobs, Map.of("augmentation", "none"))).isEqualTo(at(knobs, Map.of()));
        assertThat(at(knobs().fix("augmentation", "cutout=3, flip"), Map.of()).augmentation())
                .isEqualTo(new Augmentation(0, true, 3));
        assertThat(knobs.priors(List.of()))
                .extracting(point -> point.text("augmentation"))
                .startsWith("none")
                .contains("shift=1");
        assertThatThrownBy(() -> knobs().fix("augmentation", "rotate"))
                .isInstanceOf(InputException.class)
                .hasMessage("augmentation must be none or written like shift=2,flip,cutout=8, each part at most once,"
                        + " but was 'rotate'");
        Knobs table = Knobs.standard(new Problem(BASE, new BatchRange(16, 64), 1000, new Shape.Vector(64)));
        assertThatThrownBy(() -> table.search("augmentation"))
                .isInstanceOf(InputException.class)
                .hasMessage("augmentation does not apply: inputs are no images; leave it out");
        assertThat(table.fix("augmentation", "none").space().find("augmentation"))
                .isNull();
    }

    @Test
    void clippingAndWarmupAreTurned() {
        Knobs knobs = knobs().search("clip_norm").search("warmup");
        Recipe recipe = at(knobs, Map.of("clip_norm", 2.0, "schedule", "CosineAnnealingLR", "warmup", 0.1));
        assertThat(recipe.clipNorm()).isEqualTo(2.0);
        assertThat(recipe.schedule()).isEqualTo(new CosineAnnealingLR().after(Warmup.linear(Length.percent(10))));
        Recipe without = at(knobs, Map.of("clip_norm", "none", "schedule", "CosineAnnealingLR", "warmup", 0.0));
        assertThat(without.clipNorm()).isNull();
        assertThat(without.schedule()).isEqualTo(new CosineAnnealingLR());
        Recipe cycle = at(knobs, Map.of("schedule", "OneCycleLR", "warmup", 0.1));
        assertThat(cycle.schedule()).isEqualTo(new OneCycleLR().momentum(null));
    }

    @Test
    void whatTheRecipeHasNothingForIsRefusedUnlessItIsOff() {
        Recipe regression = Joyul.recipe(Data.load("digits")).with(edit -> edit.network(Network.of(new Linear(10))));
        Knobs knobs = Knobs.standard(new Problem(regression, new BatchRange(16, 64), 1000, SHAPE));
        assertThatThrownBy(() -> knobs.fix("normalization", "batch_norm"))
                .isInstanceOf(InputException.class)
                .hasMessage("normalization does not apply: the network has no place for a normalization; leave it out,"
                        + " or give a network with places");
        assertThat(knobs.fix("normalization", "none").space().find("normalization"))
                .isNull();
    }

    @Test
    void aKnobOfOnesOwnIsOneExpression() {
        Knob divergence = Knob.floating(
                "patience", 2, 8, Scale.LOG, RecipeEdit::divergence, recipe -> Optional.of(recipe.divergence()));
        Knobs knobs = knobs().with(divergence);
        assertThat(searched(knobs)).contains("patience");
        assertThat(at(knobs, Map.of("patience", 3.0)).divergence()).isEqualTo(3);
        assertThat(knobs.priors(List.of()).get(0).number("patience")).isEqualTo(BASE.divergence());
        assertThatThrownBy(() ->
                        knobs().with(Knob.choice("lr", List.of(1), (edit, value) -> edit, recipe -> Optional.empty())))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "a knob of one's own needs a name that no other knob has, but was 'lr'; choose another name");
    }

    @Test
    void theSearchStartsFromTheBaseRecipeAndWhatKnobsHaveToSayBesideIt() {
        List<Point> priors = knobs().priors(List.of());
        assertThat(priors)
                .extracting(point -> point.text("normalization"))
                .containsExactly("batch_norm", "none", "ghost_batch_norm");
        assertThat(priors).extracting(point -> point.number("learning_rate")).containsExactly(0.1, 0.05, 0.1);
        assertThat(priors.get(2).value("log2_normalization_batch")).isEqualTo(5L);
        assertThat(priors.get(0).text("schedule")).isEqualTo("OneCycleLR");
        assertThat(priors.get(0).number("weight_decay")).isEqualTo(5e-4);
        List<Point> more = knobs().search("optimizer").priors(List.of());
        assertThat(more.get(1).text("optimizer")).isEqualTo("adamw");
        assertThat(more.get(1).number("adaptive_learning_rate")).isEqualTo(0.003);
        assertThat(more.get(1).has("learning_rate")).isFalse();
    }
}
