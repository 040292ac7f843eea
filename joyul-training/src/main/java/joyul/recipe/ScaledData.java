package joyul.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.form.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a run learns from: which data, and how they are scaled.
 *
 * @param target the scaling of real targets; null for classes
 */
public record ScaledData(
        DataSource source, InputScaling input, @Nullable TargetScaling target) {
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
            new Key<>("target", ScaledData::target, scaling -> form(scaling.mean(), scaling.std())));

    private static final List<String> KEYS = List.of("mean", "std");

    private static Map<String, Object> form(Object mean, Object std) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", mean);
        map.put("std", std);
        return map;
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
