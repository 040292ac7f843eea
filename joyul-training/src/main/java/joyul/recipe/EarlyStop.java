package joyul.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.form.Fields;
import joyul.rate.ConstantRate;
import joyul.rate.EarlyStopping;
import joyul.rate.Length;
import joyul.rate.Readings;
import joyul.rate.ReduceLROnPlateau;

/**
 * When a run ends before its last epoch: once the validation loss has not fallen below its best by {@code minDelta} for
 * more than {@code patience} epochs. The rule is that of the schedule {@link EarlyStopping}, which reads what the
 * schedule reads; this one reads the validation loss of every epoch, whatever the schedule is.
 *
 * @param patience epochs that are borne, 0 or more
 * @param minDelta how much lower a loss must be to count, 0 or more
 */
public record EarlyStop(int patience, double minDelta) {
    static final Kind<EarlyStop> KIND =
            new Kind<>((given, key, standard) -> read(given.fields(), key), EarlyStop::form);

    public EarlyStop {
        Check.atLeast("patience", patience, 0);
        Check.notNegative("min_delta", minDelta);
    }

    /** The rule as a map, or its patience alone. */
    private static EarlyStop read(Fields fields, String key) {
        if (fields.value(key) instanceof Number) {
            return new EarlyStop(fields.count(key, 0), 0);
        }
        Fields rule = fields.below(key);
        rule.refuseOthers(List.of("patience", "min_delta"));
        try {
            return new EarlyStop(rule.count("patience", 5), rule.number("min_delta", 0));
        } catch (InputException complaint) {
            throw rule.placed(complaint);
        }
    }

    private Map<String, Object> form() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("patience", patience);
        map.put("min_delta", minDelta);
        return map;
    }

    /** Whether the run ends after the latest of these losses, one per epoch; one that is not a number is no better. */
    public boolean stops(Readings validationLosses) {
        EarlyStopping rule = new EarlyStopping(
                Length.of(patience),
                ReduceLROnPlateau.Mode.MIN,
                minDelta,
                ReduceLROnPlateau.ThresholdMode.ABS,
                new ConstantRate());
        return rule.event(validationLosses.size(), validationLosses).isPresent();
    }
}
