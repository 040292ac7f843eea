package joyul.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.form.Fields;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as a map of plain values, and back: the keys of its parts one after the other. Missing keys take the values of
 * the default recipe for the data; unknown keys are refused.
 */
final class RecipeForm {
    private static final String VERSION = "joyul";

    private static final List<String> KEYS = Stream.concat(
                    Stream.of(VERSION),
                    Stream.of(
                                    ScaledData.FORM,
                                    Learner.FORM,
                                    BatchPlan.FORM,
                                    Descent.FORM,
                                    Extent.FORM,
                                    Safety.FORM,
                                    Execution.FORM)
                            .flatMap(form -> form.keys().stream())
                            .map(Key::name))
            .toList();

    private RecipeForm() {}

    static String yaml(Recipe recipe) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(VERSION, 1L);
        tell(recipe, (key, value) -> {
            if (value != null) {
                map.put(key.name(), key.write(value));
            }
        });
        return "# A Joyul recipe: everything that decides one training run.\n" + YamlText.of(map);
    }

    /** Tells each key with the recipe's value of it. */
    static void tell(Recipe recipe, BiConsumer<Key<?>, @Nullable Object> listener) {
        ScaledData.FORM.tell(recipe.scaledData(), listener);
        Learner.FORM.tell(recipe.learner(), listener);
        BatchPlan.FORM.tell(recipe.batch(), listener);
        Descent.FORM.tell(recipe.descent(), listener);
        Extent.FORM.tell(recipe.extent(), listener);
        Safety.FORM.tell(recipe.safety(), listener);
        Execution.FORM.tell(recipe.execution(), listener);
    }

    /** The recipe with these values of its keys. */
    static Recipe of(Function<Key<?>, @Nullable Object> values) {
        return new Recipe(
                ScaledData.FORM.of(values),
                Learner.FORM.of(values),
                BatchPlan.FORM.of(values),
                Descent.FORM.of(values),
                Extent.FORM.of(values),
                Safety.FORM.of(values),
                Execution.FORM.of(values));
    }

    /** The recipe that is given; a complaint names the place of its key. */
    static Recipe read(Given given) {
        Fields fields = given.fields();
        fields.refuseOthers(KEYS);
        if (fields.integer(VERSION, 1) != 1) {
            throw fields.error(
                    VERSION, "joyul must be 1, the version of this recipe form, but was " + fields.text(VERSION));
        }
        try {
            Recipe recipe = of(key -> key.read(given));
            recipe.check(given.data());
            return recipe;
        } catch (InputException complaint) {
            throw fields.placed(complaint);
        }
    }
}
