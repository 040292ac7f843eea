package joyul.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import joyul.study.Study;
import joyul.study.Trial;

/** What a tune notes about a trial, as far as this one has it. */
record Notes(Trial trial) {
    static final String CURVE = "joyul:curve";

    /**
     * One epoch of a trial's last run.
     */
    record Epoch(double trainLoss, double validationLoss, double metric, double rate) {}

    OptionalDouble number(String name) {
        return trial.attributes().get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** Why the trial ended, or was promoted. */
    String reason() {
        Object error = trial.attributes().get(Study.ERROR);
        Object reason = trial.attributes().getOrDefault(Study.REASON, error == null ? "" : error);
        return reason.toString();
    }

    /** The epochs of the last run, first to last. */
    List<Epoch> curve() {
        List<Epoch> epochs = new ArrayList<>();
        if (trial.attributes().get(CURVE) instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof List<?> row && row.size() >= 4) {
                    epochs.add(new Epoch(number(row, 0), number(row, 1), number(row, 2), number(row, 3)));
                }
            }
        }
        return epochs;
    }

    private static double number(List<?> row, int index) {
        return row.get(index) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
