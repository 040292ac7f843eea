package joyul.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.data.Data;
import joyul.explain.Confirmed;
import joyul.study.Budget;
import org.jspecify.annotations.Nullable;

/** What a tune leaves in its study besides the trials, as JSON values, so that a report can be made from the storage. */
public final class Summary {
    /** The study attribute that holds it. */
    public static final String ATTRIBUTE = "joyul:summary";

    private Summary() {}

    static Map<String, Object> of(
            Tuned tuned,
            Data data,
            int jobs,
            Budget budget,
            List<Integer> rungs,
            @Nullable Object stepMicros,
            Map<String, Object> ceilings,
            List<List<Object>> progress) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", data.name());
        map.put("train_examples", data.train().size());
        map.put("validation_examples", data.validation().size());
        map.put("test_examples", data.test().size());
        map.put("metric", data.isClassification() ? "accuracy" : "R²");
        map.put("budget", budget.toString());
        map.put("jobs", jobs);
        map.put("seconds", tuned.seconds());
        map.put("rungs", rungs);
        if (stepMicros != null) {
            map.put("step_micros", stepMicros);
        }
        if (!ceilings.isEmpty()) {
            map.put("ceilings", ceilings);
        }
        map.put("progress", progress);
        map.put("winner", tuned.trial());
        map.put("recipe", tuned.recipe().identity());
        map.put("confirmed", tuned.confirmed().stream().map(Confirmed::written).toList());
        map.put("validation_loss", tuned.validation().loss());
        map.put("validation_metric", tuned.validation().metric());
        tuned.test().ifPresent(test -> {
            map.put("test_loss", test.loss());
            map.put("test_metric", test.metric());
        });
        return map;
    }
}
