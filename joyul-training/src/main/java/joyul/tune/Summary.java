package joyul.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.data.Data;
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
            Map<String, Object> ceilings) {
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
        map.put("winner", tuned.trial());
        map.put("recipe", tuned.recipe().identity());
        map.put("confirmed", tuned.confirmed().stream().map(Summary::confirmed).toList());
        map.put("validation_loss", tuned.validation().loss());
        map.put("validation_metric", tuned.validation().metric());
        tuned.test().ifPresent(test -> {
            map.put("test_loss", test.loss());
            map.put("test_metric", test.metric());
        });
        return map;
    }

    private static Map<String, Object> confirmed(Tuned.Confirmed each) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trial", each.trial());
        map.put("seeds", each.seeds());
        map.put("searched", each.searched());
        map.put("loss", each.loss());
        map.put("metric", each.metric());
        map.put("behind", each.behind());
        map.put("behind_error", each.behindError());
        map.put("searched_epochs", each.searchedEpochs());
        map.put("epochs", each.epochs());
        map.put("default", each.standard());
        return map;
    }
}
