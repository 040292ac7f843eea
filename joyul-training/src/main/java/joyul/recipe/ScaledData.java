package joyul.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import joyul.data.Augmentation;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.form.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a run learns from: which data, how they are scaled, and how images are changed.
 *
 * @param target the scaling of real targets; null for classes
 * @param augmentation how images are changed while they train; null: they stay as they are
 */
public record ScaledData(
        DataSource source,
        InputScaling input,
        @Nullable TargetScaling target,
        @Nullable Augmentation augmentation) {
    static final PartForm<ScaledData> FORM = PartForm.of(
            ScaledData.class,
            new Key<>("data", given -> given.source().of(given.data()), DataSource::form),
            Key.of(
                    "input",
                    new Kind<>(
                            (given, key, standard) -> input(
                                    given.fields().below(key),
                                    given.data().train().channels()),
                            scaling -> form(scaling.mean(), scaling.std())),
                    given -> InputScaling.of(given.data().train())),
            new Key<>("target", ScaledData::target, scaling -> form(scaling.mean(), scaling.std())),
            Key.optional(
                    "augmentation",
                    new Kind<>((given, key, standard) -> augmentation(given.fields()), ScaledData::parts)));

    private static final List<String> KEYS = List.of("mean", "std");

    public ScaledData {
        augmentation = augmentation != null && augmentation.isNone() ? null : augmentation;
    }

    private static Map<String, Object> form(Object mean, Object std) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", mean);
        map.put("std", std);
        return map;
    }

    private static Map<String, Object> parts(Augmentation augmentation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("shift", augmentation.shift());
        map.put("flip", augmentation.flip());
        map.put("cutout", augmentation.cutout());
        return map;
    }

    /** By its text, or as a map of the parts that it has. */
    private static Augmentation augmentation(Fields fields) {
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

    private static InputScaling input(Fields input, int channels) {
        input.refuseOthers(KEYS);
        InputScaling scaling = new InputScaling(input.numbers("mean"), input.numbers("std"));
        if (scaling.mean().size() != channels) {
            throw input.error(
                    "mean",
                    "mean must have one number per channel or column of the data (" + channels + "), but has "
                            + scaling.mean().size());
        }
        return scaling;
    }

    private static @Nullable TargetScaling target(Given given) {
        if (!given.fields().has("target")) {
            return given.data().isClassification()
                    ? null
                    : TargetScaling.of(given.data().train());
        }
        Fields target = given.fields().below("target");
        target.refuseOthers(KEYS);
        return new TargetScaling(target.number("mean"), target.number("std"));
    }
}
