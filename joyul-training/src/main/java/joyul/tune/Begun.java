package joyul.tune;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import joyul.check.Guarded;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.recipe.DataSource;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.storage.Storages;
import joyul.study.Storage;
import joyul.study.Study;
import org.jspecify.annotations.Nullable;

/**
 * What a tune was begun with, as its study keeps it, so that going on with it needs nothing said again.
 *
 * @param storage where the study is
 * @param recipe the text of the base recipe: data, network, seed
 * @param own the parts of it that are written in Java, which the text only names; usually none
 */
record Begun(String storage, String recipe, List<String> own, List<KnobSetting> knobs) {
    private static final String RECIPE = "joyul:base";
    private static final String OWN = "joyul:own_parts";
    private static final String KNOBS = "joyul:knobs";

    /** What the tune in a storage was begun with; empty where there is none, or one that did not note it yet. */
    static Optional<Begun> of(String url) {
        // To open a storage would make its file.
        if (!new File(place(url)).exists()) {
            return Optional.empty();
        }
        try (Storage storage = Storages.open(url)) {
            OptionalLong study = storage.findStudy(Tuner.STUDY);
            return study.isEmpty() ? Optional.empty() : of(url, storage.studyAttributes(study.getAsLong()));
        }
    }

    private static Optional<Begun> of(String url, Map<String, Object> attributes) {
        return attributes.get(RECIPE) instanceof String recipe
                ? Optional.of(
                        new Begun(url, recipe, texts(attributes.get(OWN)), KnobSetting.read(attributes.get(KNOBS))))
                : Optional.empty();
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A storage as messages name it: by its file. */
    static String place(String url) {
        return url.replaceFirst("^sqlite:(///)?", "");
    }

    static void note(Study study, Recipe base, List<KnobSetting> knobs) {
        study.note(RECIPE, base.identity());
        if (!base.ownParts().isEmpty()) {
            study.note(OWN, base.ownParts());
        }
        study.note(KNOBS, knobs.stream().map(KnobSetting::written).toList());
    }

    DataSource source() {
        return draft().source();
    }

    /** Refuses to go on with other data. */
    void check(Data data) {
        if (!source().checksum().equals(data.checksum())) {
            throw new InputException("the tune in " + place(storage) + " was begun with other data than " + data.name()
                    + "; go on with the same, or begin another in another folder by folder(PATH)");
        }
    }

    /** The base recipe, for the data it was made for; empty if only the program that began the tune can make it. */
    Optional<Recipe> base(Data data) {
        check(data);
        return own.isEmpty() ? Optional.of(Guarded.read(named(), () -> draft().complete(data))) : Optional.empty();
    }

    /** The exception where nobody says again what is written in Java. */
    InputException needsOwn() {
        return new InputException("the tune in " + place(storage) + " was begun with the " + String.join(", the ", own)
                + ", written in Java; give them again by network(NETWORK) or recipe(RECIPE)");
    }

    /** What a recipe says differently from the base recipe. */
    List<String> differences(Recipe now, Data data) {
        RecipeDraft before = base(data)
                .map(known -> RecipeDraft.parse(known.identity(), named()))
                .orElseGet(this::draft);
        return RecipeDraft.parse(now.identity(), "the recipe").differencesFrom(before);
    }

    private RecipeDraft draft() {
        return Guarded.read(named(), () -> RecipeDraft.parse(recipe, named()));
    }

    private String named() {
        return "the base recipe in " + place(storage);
    }
}
