package tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import joyul.data.Data;
import joyul.file.SafeTensors;
import joyul.norm.Normalizations;
import joyul.recipe.Recipe;
import joyul.run.Listener;
import joyul.tune.FreshTold;
import joyul.tune.Tune;
import joyul.tune.Tuned;

/**
 * Tunes with a budget.
 *
 * @param folder that they may fill
 */
record Tunes(Recipe recipe, Data data, Path folder) {
    /**
     * Runs a tune.
     *
     * @param changed what is other than usual
     */
    Found run(double seconds, UnaryOperator<Tune> changed) throws IOException {
        clear();
        Clock clock = Clock.start();
        Curve curve = new Curve(clock);
        Tune tune = new Tune(data)
                .recipe(recipe)
                .seed(recipe.seed())
                .folder(folder)
                .budget(Duration.ofMillis(Math.round(1e3 * seconds)))
                .listener(Listener.of(FreshTold.class, told -> told.scores().ifPresent(curve::add)));
        Tuned won = changed.apply(tune).run();
        double taken = clock.seconds();
        double busy = clock.busy();
        // The scores of the very weights that are handed over; Tuned has the mean over seeds.
        Map<String, String> scores =
                SafeTensors.read(folder.resolve("scores.safetensors")).metadata();
        Row.Score validation = new Row.Score(
                Double.parseDouble(scores.get("validation_loss")), 1 - Double.parseDouble(scores.get("validation_metric")));
        Found found = new Found(
                validation, Found.score(won.test().orElseThrow()), taken, busy, told(won), curve.moments());
        clear();
        return found;
    }

    private String told(Tuned won) {
        Recipe best = won.recipe();
        return won.finished() + " trials; " + best.epochs() + " epochs, batch " + best.batchSize() + ", rate "
                + String.format(Locale.ROOT, "%.3g", best.learningRate()) + ", "
                + Normalizations.CATALOG.name(best.normalization())
                + (won.trial() == 0 ? ", the default's knobs" : "") + "; " + won.confirmed().size() + " confirmed";
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
