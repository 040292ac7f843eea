package joyul.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Augmentation;
import joyul.data.Data;
import joyul.data.InputScaling;
import joyul.data.Portion;
import joyul.data.Split;
import joyul.data.TargetScaling;
import joyul.data.Task;
import joyul.form.Catalog;
import joyul.form.Fields;
import joyul.layer.Layers;
import joyul.loss.Losses;
import joyul.network.Initializations;
import joyul.network.Network;
import joyul.network.Presets;
import joyul.norm.Normalizations;
import joyul.optim.Optimizer;
import joyul.optim.Optimizers;
import joyul.rate.Length;
import joyul.rate.Paced;
import joyul.rate.Pasted;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.torch.Precision;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as a map of plain values, and back. Missing keys take the values of the default recipe for the data; unknown
 * keys are refused.
 */
final class RecipeForm {
    private static final List<String> KEYS = List.of(
            "joyul",
            "data",
            "input",
            "target",
            "augmentation",
            "network",
            "initialization",
            "normalization",
            "statistics",
            "loss",
            "batch_size",
            "micro_batch",
            "batch_schedule",
            "optimizer",
            "learning_rate",
            "schedule",
            "momentum_schedule",
            "weight_decay_schedule",
            "every",
            "clip_norm",
            "epochs",
            "early_stopping",
            "guard",
            "divergence",
            "precision",
            "threads",
            "seed");

    private RecipeForm() {}

    static String yaml(Recipe recipe) {
        return "# A Joyul recipe: everything that decides one training run.\n" + YamlText.of(write(recipe));
    }

    static Map<String, Object> write(Recipe recipe) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("joyul", 1L);
        map.put("data", write(recipe.data()));
        map.put("input", scaling(recipe.input().mean(), recipe.input().std()));
        TargetScaling target = recipe.target();
        if (target != null) {
            map.put("target", scaling(target.mean(), target.std()));
        }
        Augmentation augmentation = recipe.augmentation();
        if (!augmentation.isNone()) {
            map.put("augmentation", written(augmentation));
        }
        map.put(
                "network",
                recipe.network().layers().stream().map(Layers.CATALOG::write).toList());
        map.put("initialization", Initializations.CATALOG.write(recipe.initialization()));
        map.put("normalization", Normalizations.CATALOG.write(recipe.normalization()));
        map.put("statistics", Normalizations.STATISTICS.write(recipe.statistics()));
        map.put("loss", Losses.CATALOG.write(recipe.loss()));
        map.put("batch_size", recipe.batchSize());
        Integer microBatch = recipe.microBatch();
        if (microBatch != null) {
            map.put("micro_batch", microBatch);
        }
        put(map, "batch_schedule", recipe.batchSchedule());
        map.put("optimizer", Optimizers.CATALOG.write(recipe.optimizer()));
        map.put("learning_rate", recipe.learningRate());
        map.put("schedule", Schedules.described(recipe.schedule()));
        put(map, "momentum_schedule", recipe.momentumSchedule());
        put(map, "weight_decay_schedule", recipe.weightDecaySchedule());
        map.put("every", lower(recipe.every()));
        Double clip = recipe.clipNorm();
        if (clip != null) {
            map.put("clip_norm", clip);
        }
        map.put("epochs", recipe.epochs());
        EarlyStop stopping = recipe.earlyStopping();
        if (stopping != null) {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("patience", stopping.patience());
            rule.put("min_delta", stopping.minDelta());
            map.put("early_stopping", rule);
        }
        map.put("guard", lower(recipe.guard()));
        map.put("divergence", recipe.divergence());
        map.put("precision", lower(recipe.precision()));
        map.put("threads", recipe.threads());
        map.put("seed", recipe.seed());
        return map;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Schedule schedule) {
        if (schedule != null) {
            map.put(key, Schedules.described(schedule));
        }
    }

    static Map<String, Object> write(DataSource data) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", data.source());
        if (data.label() != null) {
            map.put("label", data.label());
        }
        if (data.task() != Task.AUTO) {
            map.put("task", lower(data.task()));
        }
        Split split = data.split();
        if (split != null) {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("validation", split.validation().toString());
            parts.put("test", split.test().toString());
            parts.put("seed", split.seed());
            parts.put("stratified", split.stratified());
            map.put("split", parts);
        }
        if (!data.checksum().isEmpty()) {
            map.put("checksum", data.checksum());
        }
        return map;
    }

    private static Map<String, Object> scaling(Object mean, Object std) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", mean);
        map.put("std", std);
        return map;
    }

    static DataSource readSource(Fields fields) {
        Fields data = fields.typed("data");
        if (data.has("type")) {
            return DataSource.named(data.text("type"));
        }
        data.refuseOthers(List.of("source", "label", "task", "split", "checksum"));
        return new DataSource(
                data.text("source", "fashion-mini"),
                data.has("label") ? data.text("label") : null,
                constant(data, "task", Task.AUTO, Task.values()),
                data.has("split") ? readSplit(data.below("split")) : null,
                data.text("checksum", ""));
    }

    private static Split readSplit(Fields fields) {
        fields.refuseOthers(List.of("validation", "test", "seed", "stratified"));
        try {
            return new Split(
                    Portion.parse(fields.text("validation", "0.1")),
                    Portion.parse(fields.text("test", "0.1")),
                    fields.integer("seed", 0),
                    fields.flag("stratified", true));
        } catch (InputException complaint) {
            throw fields.placed(complaint);
        }
    }

    /** The recipe that the fields describe, with the default recipe's values for what they leave out. */
    static Recipe read(Fields fields, DataSource source, Data data) {
        fields.refuseOthers(KEYS);
        if (fields.integer("joyul", 1) != 1) {
            throw fields.error(
                    "joyul", "joyul must be 1, the version of this recipe form, but was " + fields.text("joyul"));
        }
        Network network = network(fields, data);
        Recipe usual = Standard.recipe(source.of(data), data, network);
        Optimizer optimizer = member(fields, "optimizer", Optimizers.CATALOG, usual.optimizer());
        Recipe standard = Standard.with(usual, optimizer);
        Paced paced = paced(fields, standard);
        try {
            Recipe recipe = new Recipe(
                    standard.data(),
                    input(fields, standard.input()),
                    target(fields, standard.target()),
                    augmentation(fields),
                    network,
                    member(fields, "initialization", Initializations.CATALOG, standard.initialization()),
                    member(fields, "normalization", Normalizations.CATALOG, standard.normalization()),
                    member(fields, "statistics", Normalizations.STATISTICS, standard.statistics()),
                    member(fields, "loss", Losses.CATALOG, standard.loss()),
                    fields.count("batch_size", standard.batchSize()),
                    fields.has("micro_batch") ? (Integer) fields.count("micro_batch", 1) : null,
                    fields.has("batch_schedule")
                            ? pasted(fields, "batch_schedule", standard).schedule()
                            : null,
                    optimizer,
                    fields.number("learning_rate", standard.learningRate()),
                    paced.schedule(),
                    beside(fields, "momentum_schedule", paced, standard),
                    beside(fields, "weight_decay_schedule", paced, standard),
                    Every.of(paced.unit()),
                    fields.has("clip_norm") ? (Double) fields.number("clip_norm") : null,
                    fields.count("epochs", standard.epochs()),
                    earlyStopping(fields),
                    constant(fields, "guard", standard.guard(), Guard.values()),
                    fields.number("divergence", standard.divergence()),
                    constant(fields, "precision", standard.precision(), Precision.values()),
                    fields.count("threads", standard.threads()),
                    fields.integer("seed", standard.seed()));
            recipe.check(data);
            return recipe;
        } catch (InputException complaint) {
            throw fields.placed(complaint);
        }
    }

    private static Network network(Fields fields, Data data) {
        if (!fields.has("network")) {
            return Presets.build(
                    Presets.standard(Recipe.shape(data), data.train().size()),
                    Recipe.shape(data),
                    Recipe.outputs(data));
        }
        if (fields.value("network") instanceof String || fields.value("network") instanceof Map) {
            if (Layers.CATALOG.names().contains(fields.typed("network").text("type", ""))) {
                throw fields.error(
                        "network",
                        "network must be a list of layers, or a ready-made network with its options, but was "
                                + fields.value("network"));
            }
            try {
                return Presets.build(fields.typed("network"), Recipe.shape(data), Recipe.outputs(data));
            } catch (InputException complaint) {
                throw fields.placed("network", complaint);
            }
        }
        try {
            return new Network(
                    fields.list("network").stream().map(Layers.CATALOG::read).toList());
        } catch (InputException complaint) {
            throw fields.placed("network", complaint);
        }
    }

    private static InputScaling input(Fields fields, InputScaling standard) {
        if (!fields.has("input")) {
            return standard;
        }
        Fields input = fields.below("input");
        input.refuseOthers(List.of("mean", "std"));
        InputScaling scaling = new InputScaling(input.numbers("mean"), input.numbers("std"));
        if (scaling.mean().size() != standard.mean().size()) {
            throw input.error(
                    "mean",
                    "mean must have one number per channel or column of the data ("
                            + standard.mean().size() + "), but has "
                            + scaling.mean().size());
        }
        return scaling;
    }

    private static @Nullable TargetScaling target(Fields fields, @Nullable TargetScaling standard) {
        if (!fields.has("target")) {
            return standard;
        }
        Fields target = fields.below("target");
        target.refuseOthers(List.of("mean", "std"));
        return new TargetScaling(target.number("mean"), target.number("std"));
    }

    /** By its text, or as a map of the parts that it has. */
    private static Augmentation augmentation(Fields fields) {
        if (!fields.has("augmentation")) {
            return Augmentation.NONE;
        }
        if (!(fields.value("augmentation") instanceof Map)) {
            try {
                return Augmentation.of(fields.text("augmentation"));
            } catch (InputException complaint) {
                throw fields.placed("augmentation", complaint);
            }
        }
        Fields parts = fields.below("augmentation");
        parts.refuseOthers(Augmentation.KEYS);
        try {
            return new Augmentation(parts.count("shift", 0), parts.flag("flip", false), parts.count("cutout", 0));
        } catch (InputException complaint) {
            throw parts.placed(complaint);
        }
    }

    private static Map<String, Object> written(Augmentation augmentation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("shift", augmentation.shift());
        map.put("flip", augmentation.flip());
        map.put("cutout", augmentation.cutout());
        return map;
    }

    /** A member of a family; one without a type is the standard one with some values changed. */
    private static <T> T member(Fields fields, String key, Catalog<T> catalog, T standard) {
        if (!fields.has(key)) {
            return standard;
        }
        Fields given = fields.typed(key);
        return catalog.read(given.has("type") ? given : given.over(catalog.write(standard)));
    }

    /** The schedule of the rate with the unit it steps by: the one that is named, or else its own. */
    private static Paced paced(Fields fields, Recipe standard) {
        Pasted given =
                fields.has("schedule") ? pasted(fields, "schedule", standard) : Pasted.alone(standard.schedule());
        if (fields.has("every")) {
            return new Paced(
                    given.schedule(),
                    constant(fields, "every", standard.every(), Every.values()).unit());
        }
        Length.Unit unit = given.unit();
        return unit == null ? Paced.of(given.schedule(), standard.every().unit()) : new Paced(given.schedule(), unit);
    }

    /** A schedule that steps with the rate's; where nobody has named their unit, lengths of its own unit stay what they are. */
    private static @Nullable Schedule beside(Fields fields, String key, Paced rate, Recipe standard) {
        if (!fields.has(key)) {
            return null;
        }
        Schedule given = pasted(fields, key, standard).schedule();
        return fields.has("every") ? given : Paced.under(rate.unit(), given).schedule();
    }

    /** A schedule as text or as a map; one of another library's that depends on the rate is told the recipe's. */
    private static Pasted pasted(Fields fields, String key, Recipe standard) {
        try {
            return fields.value(key) instanceof String text
                    ? Schedules.paste(
                            Schedules.names().contains(text) ? text + "()" : text,
                            fields.number("learning_rate", standard.learningRate()),
                            null)
                    : Pasted.alone(Schedules.of(fields.below(key).asMap()));
        } catch (InputException complaint) {
            throw fields.placed(key, complaint);
        }
    }

    private static @Nullable EarlyStop earlyStopping(Fields fields) {
        if (!fields.has("early_stopping")) {
            return null;
        }
        if (fields.value("early_stopping") instanceof Number) {
            return new EarlyStop(fields.count("early_stopping", 0), 0);
        }
        Fields rule = fields.below("early_stopping");
        rule.refuseOthers(List.of("patience", "min_delta"));
        try {
            return new EarlyStop(rule.count("patience", 5), rule.number("min_delta", 0));
        } catch (InputException complaint) {
            throw rule.placed(complaint);
        }
    }

    // The constants are handed over: asking the class for them by reflection loads what its methods return, and for a
    // precision that is native code.
    private static <E extends Enum<E>> E constant(Fields fields, String key, E standard, E[] constants) {
        String text = fields.text(key, lower(standard));
        for (E constant : constants) {
            if (lower(constant).equals(text)) {
                return constant;
            }
        }
        List<String> known = Arrays.stream(constants).map(RecipeForm::lower).toList();
        throw fields.error(key, Check.unknown(key, text, known).line());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
