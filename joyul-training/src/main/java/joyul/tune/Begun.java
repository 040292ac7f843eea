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

/**
 * What a tune was begun with, as its study keeps it, so that going on with it needs nothing said again.
 *
 * @param storage where the study is
 * @param recipe the base recipe, as YAML: data, network, seed
 */
record Begun(String storage, String recipe, List<KnobSetting> knobs) {
    private static final String RECIPE = "joyul:base";
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
                ? Optional.of(new Begun(url, recipe, KnobSetting.read(attributes.get(KNOBS))))
                : Optional.empty();
    }

    /** A storage as messages name it: by its file. */
    static String place(String url) {
        return url.replaceFirst("^sqlite:(///)?", "");
    }

    static void note(Study study, Recipe base, List<KnobSetting> knobs) {
        study.note(RECIPE, base.yaml());
        study.note(KNOBS, knobs.stream().map(KnobSetting::written).toList());
    }

    DataSource source() {
        return draft().source();
    }

    /** The base recipe, for the data it was made for. */
    Recipe base(Data data) {
        if (!source().checksum().equals(data.checksum())) {
            throw new InputException("the tune in " + place(storage) + " was begun with other data than " + data.name()
                    + "; go on with the same, or begin another in another folder by folder(PATH)");
        }
        return Guarded.read(named(), () -> draft().complete(data));
    }

    private RecipeDraft draft() {
        return Guarded.read(named(), () -> RecipeDraft.parse(recipe, named()));
    }

    private String named() {
        return "the base recipe in " + place(storage);
    }
}
