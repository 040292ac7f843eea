package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.explain.Diagnosis;
import joyul.explain.LayerReading;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import joyul.network.Network;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.recipe.Rescaled;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import joyul.transfer.ComparedBatch;
import joyul.transfer.RuleChoice;
import joyul.transfer.TransferRule;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a recipe can say of a step, training and every probe obey. */
class EveryProbeTest {
    private static final Data ALL = Data.load("digits");
    private static final Data DIGITS = Data.of(
            "in memory",
            ALL.train().subset(IntStream.range(0, 160).toArray()),
            ALL.validation().subset(IntStream.range(0, 60).toArray()),
            ALL.test().subset(IntStream.range(0, 20).toArray()));
    private static final String STANDARDIZED = "{type: weight_standardization, then: layer_norm}";
    private static final long STEPS = 6;

    /** What measures with training steps, and the figures that come out. */
    enum Probe {
        TRAINING {
            @Override
            double[] figures(Recipe recipe) {
                Figures losses = new Figures();
                try (TrainingData data = new TrainingData(DIGITS, recipe);
                        Trainer trainer = new Trainer(recipe, data)) {
                    trainer.run(1, Listener.of(StepEvent.class, event -> {
                        losses.add(event.loss());
                    }));
                    losses.add(trainer.evaluate().loss());
                }
                return losses.array();
            }
        },
        RANGE_TEST {
            @Override
            double[] figures(Recipe recipe) {
                try (Track track = track(recipe)) {
                    Stretch stretch = Stretch.beginning(recipe, track.examples(), (int) STEPS, 1);
                    return track.rangeTest(stretch, step -> recipe.learningRate(), test -> false).losses().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                }
            }
        },
        RACE {
            @Override
            double[] figures(Recipe recipe) {
                try (Track track = track(recipe)) {
                    Stretch stretch = Stretch.squeezed(recipe, track.examples(), (int) STEPS, 1);
                    return new double[] {track.race(stretch, recipe.learningRate())};
                }
            }
        },
        NOISE {
            @Override
            double[] figures(Recipe recipe) {
                Figures noise = new Figures();
                try (TrainingData data = new TrainingData(DIGITS, recipe);
                        Trainer trainer = new Trainer(recipe, data);
                        NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(1))) {
                    trainer.run(1, watch);
                    for (int i = 0; i < watch.trail().size(); i++) {
                        noise.add(watch.trail().sample(i).noise());
                        noise.add(watch.trail().sample(i).gradientSquare());
                    }
                }
                return noise.array();
            }
        },
        SHARPNESS {
            @Override
            double[] figures(Recipe recipe) {
                return new double[] {
                    Sharpness.fresh(recipe, DIGITS, new Sharpness.Effort(32, 10, () -> {}))
                            .largest()
                };
            }
        },
        LAYERS {
            @Override
            double[] figures(Recipe recipe) {
                Figures figures = new Figures();
                Diagnosis diagnosis =
                        new Diagnose(recipe, DIGITS).steps(3).every(1).run();
                diagnosis.layers().forEach(layer -> {
                    for (LayerReading reading : layer.readings()) {
                        figures.add(reading.delta());
                        figures.add(reading.gradient());
                        figures.add(reading.variance());
                    }
                });
                if (!Double.isNaN(diagnosis.plainRatio())) {
                    figures.add(diagnosis.plainRatio());
                }
                return figures.array();
            }
        },
        SHORT_RUNS {
            @Override
            double[] figures(Recipe recipe) {
                RuleChoice linear =
                        RuleChoice.asked(TransferRule.LINEAR, Rescaled.family(recipe.optimizer()), Optional.empty());
                try (RuleRuns runs = new RuleRuns(recipe, linear, 4, DIGITS, Listener.NONE, new Cancellation())) {
                    return runs.losses(recipe.batchSize(), 1, 1);
                }
            }
        },
        COMPARED_BATCHES {
            @Override
            double[] figures(Recipe recipe) {
                try (TrainingData data = new TrainingData(DIGITS, recipe)) {
                    ComparedBatch compared = new MatchedRuns(recipe, DIGITS, data, Listener.NONE, new Cancellation())
                            .compared(recipe.batchSize(), STEPS, List.of(1L));
                    return new double[] {
                        compared.trainLoss().mean(),
                        compared.validationLoss().mean(),
                        compared.sharpness().mean()
                    };
                }
            }
        };

        abstract double[] figures(Recipe recipe);
    }

    private static Track track(Recipe recipe) {
        return new Track(recipe, DIGITS, new Allowance(100, Listener.NONE, new Cancellation()));
    }

    private static final class Figures {
        private final List<Double> all = new ArrayList<>();

        void add(double figure) {
            all.add(figure);
        }

        double[] array() {
            return all.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private static Recipe recipe(String more) {
        return RecipeDraft.parse(
                        "{network: {type: mlp, depth: 3, width: 24, activation: tanh}, batch_size: 32, epochs: 1, schedule: constant,"
                                + (more.contains("learning_rate") ? "" : " learning_rate: 0.02,")
                                + " optimizer: {type: sgd, momentum: 0}" + more + "}",
                        "recipe.yaml")
                .complete(DIGITS);
    }

    private static double[] figures(Probe probe, String more) {
        return probe.figures(recipe(more));
    }

    /** Each figure is the expected one to a share of it. */
    private static void assertClose(double[] seen, double[] expected, double share) {
        assertThat(seen).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < seen.length; i++) {
            assertThat(expected[i])
                    .as("figure %s of %s", i, Arrays.toString(expected))
                    .isNotNaN();
            assertThat(seen[i])
                    .as("figure %s of %s and %s", i, Arrays.toString(seen), Arrays.toString(expected))
                    .isCloseTo(expected[i], within(share * Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void microBatchesGiveTheFiguresOfTheWholeBatch(Probe probe) {
        double[] whole = figures(probe, ", normalization: layer_norm");
        double[] parts = figures(probe, ", normalization: layer_norm, micro_batch: 5");
        assertClose(parts, whole, 1e-5);
        assertThat(parts).as("summed in another order").isNotEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void normalizationSpansMicroBatches(Probe probe) {
        String ghosts = ", normalization: {type: ghost_batch_norm, size: 16}";
        double[] whole = figures(probe, ghosts);
        double[] parts = figures(probe, ghosts + ", micro_batch: 4");
        assertClose(parts, whole, 1e-4);
        assertThat(parts).as("summed in another order").isNotEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void whatNormalisesTheBatchSeesAMicroBatch(Probe probe) {
        double[] groups = figures(probe, ", normalization: {type: ghost_batch_norm, size: 8}");
        // Which examples a noise sample takes together differs; both estimate the same noise.
        assertClose(figures(probe, ", micro_batch: 8"), groups, probe == Probe.NOISE ? 0.05 : 1e-4);
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void bfloat16StaysNearFloat32(Probe probe) {
        for (String normalization : List.of("layer_norm", "batch_norm", STANDARDIZED)) {
            double[] exact = figures(probe, ", normalization: " + normalization);
            double[] rounded = figures(probe, ", precision: bfloat16, normalization: " + normalization);
            assertClose(rounded, exact, 0.1);
            // The Hessian is always taken in double precision.
            assertThat(Arrays.equals(rounded, exact)).isEqualTo(probe == Probe.SHARPNESS);
        }
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void standardizedWeightsAreTheSameByMicroBatches(Probe probe) {
        String standardized = ", normalization: " + STANDARDIZED;
        assertClose(figures(probe, standardized + ", micro_batch: 5"), figures(probe, standardized), 1e-4);
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void aGradientThatIsClippedToNothingLeavesTheWeights(Probe probe) {
        assertClose(figures(probe, ", clip_norm: 1e-7"), figures(probe, ", learning_rate: 1e-9"), 1e-4);
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void imagesAreChangedAlikeByMicroBatchesOfAnySize(Probe probe) {
        String changed = ", normalization: layer_norm, augmentation: {shift: 1, flip: true, cutout: 3}";
        double[] whole = figures(probe, changed);
        assertClose(figures(probe, changed + ", micro_batch: 5"), whole, 1e-5);
        double[] unchanged = figures(probe, ", normalization: layer_norm");
        for (int i = 0; i < whole.length; i++) {
            assertThat(whole[i]).as("figure %s", i).isNotEqualTo(unchanged[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void anOwnLayerCountsAsOneThatIsListed(Probe probe) {
        Recipe listed = recipe("");
        List<Layer> layers = new ArrayList<>(listed.network().layers());
        Layer last = layers.get(layers.size() - 1);
        layers.set(layers.size() - 1, new OwnLayer(last));
        Recipe own = listed.with(edit -> edit.network(new Network(layers)));
        assertThat(probe.figures(own)).isEqualTo(probe.figures(listed));
    }

    /** A layer that no list names. */
    private record OwnLayer(Layer inside) implements Layer {
        @Override
        public Shape output(Shape input) {
            return inside.output(input);
        }

        @Override
        public List<Weight> weights(Shape input) {
            return inside.weights(input);
        }

        @Override
        public Kernel kernel(Shape input, Slots slots) {
            return inside.kernel(input, slots);
        }

        @Override
        public Tensor reference(Tensor input, List<Tensor> weights) {
            return inside.reference(input, weights);
        }
    }
}
