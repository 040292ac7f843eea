package joyul.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The learning rate over the winner's run, from its recipe. */
final class ScheduleFigure {
    private ScheduleFigure() {}

    static Optional<Figure> of(Subject subject) {
        TuneResult result = subject.result();
        if (result.number("train_examples").isEmpty()) {
            return Optional.empty();
        }
        RecipeText recipe = RecipeText.of(result.text("recipe"));
        Optional<List<List<Double>>> rates =
                recipe.rates((int) result.number("train_examples").getAsDouble());
        return rates.map(points -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("points", points);
            data.put("rate", subject.label("learning_rate"));
            data.put("epoch", subject.texts().say("epoch"));
            return new Figure(
                    "schedule",
                    subject.texts().say("schedule.title"),
                    subject.texts()
                            .say("schedule.caption", "schedule", subject.label("schedule", recipe.type("schedule"))),
                    data);
        });
    }
}
