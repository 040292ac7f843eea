package joyul.recipe;

import java.util.Map;
import joyul.check.InputException;
import joyul.form.Fields;
import joyul.layer.Layers;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.loss.Losses;
import joyul.loss.MeanSquaredError;
import joyul.network.Initialization;
import joyul.network.Initializations;
import joyul.network.Network;
import joyul.network.Presets;
import joyul.norm.BatchNorm;
import joyul.norm.Normalization;
import joyul.norm.Normalizations;
import joyul.norm.Statistics;

/**
 * What learns, and what it minimises.
 *
 * @param network with places for the normalization
 * @param statistics what normalises at inference
 */
public record Learner(
        Network network, Initialization initialization, Normalization normalization, Statistics statistics, Loss loss) {
    static final PartForm<Learner> FORM = PartForm.of(
            Learner.class,
            new Key<>(
                    "network",
                    Learner::network,
                    network ->
                            network.layers().stream().map(Layers.CATALOG::write).toList()),
            Key.of("initialization", Kind.member(Initializations.CATALOG), given -> new Initialization.Torch()),
            Key.of("normalization", Kind.member(Normalizations.CATALOG), given -> new BatchNorm()),
            Key.of("statistics", Kind.member(Normalizations.STATISTICS), given -> new Statistics.Precise(2_000)),
            Key.of(
                    "loss",
                    Kind.member(Losses.CATALOG),
                    given -> given.data().isClassification() ? new CrossEntropy(0) : new MeanSquaredError()));

    /** Whether inference takes averages along training of what normalised the batches. */
    boolean keepsRunningAverages() {
        return network.hasPlaces()
                && normalization.layer().isPresent()
                && (statistics instanceof Statistics.Moving || statistics instanceof Statistics.Cumulative);
    }

    /** A list of layers, or a ready-made network with its options. */
    private static Network network(Given given) {
        Fields fields = given.fields();
        if (!fields.has("network")) {
            return given.network().get();
        }
        try {
            return fields.value("network") instanceof String || fields.value("network") instanceof Map
                    ? preset(given)
                    : new Network(fields.list("network").stream()
                            .map(Layers.CATALOG::read)
                            .toList());
        } catch (InputException complaint) {
            throw fields.placed("network", complaint);
        }
    }

    private static Network preset(Given given) {
        Fields preset = given.fields().typed("network");
        if (Layers.CATALOG.names().contains(preset.text("type", ""))) {
            throw given.fields()
                    .error(
                            "network",
                            "network must be a list of layers, or a ready-made network with its options, but was "
                                    + given.fields().value("network"));
        }
        return Presets.build(preset, Recipe.shape(given.data()), Recipe.outputs(given.data()));
    }
}
