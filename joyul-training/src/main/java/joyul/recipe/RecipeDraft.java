package joyul.recipe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.data.Data;
import joyul.file.InputFile;
import joyul.form.Fields;
import joyul.layer.Shape;
import joyul.network.Network;
import joyul.network.Presets;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as somebody wrote it: some keys, perhaps only a few. It becomes a {@link Recipe} once the data are known,
 * which fill in shapes, scaling and every default. Parsing loads no native code.
 */
public final class RecipeDraft {
    /** A call, an assignment or a line before one: to YAML the colon of a lambda in it would make it a map. */
    private static final Pattern CODE = Pattern.compile(
            "\\s*(?:[A-Za-z_][\\w.]*\\s*[(=]|(?:def|from|import|return)\\s|#|\\w+\\s*:\\s*[\\w.]+\\s*=)");

    /** Ten thousand lines; a recipe has some fifty. */
    private static final long MOST_BYTES = 1 << 20;

    private final Map<String, Object> values;
    private final Map<String, String> places;

    private RecipeDraft(Map<String, Object> values, Map<String, String> places) {
        this.values = values;
        this.places = places;
    }

    /** A draft that says nothing but which data. */
    public static RecipeDraft forData(String source) {
        return new RecipeDraft(new LinkedHashMap<>(Map.of("data", source)), Map.of());
    }

    /** A draft from a file. A relative path of its data counts from the file's folder, or else from the current one. */
    public static RecipeDraft read(Path file) {
        RecipeDraft draft = parse(text(file), String.valueOf(file.getFileName()));
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? draft : draft.beside(folder);
    }

    /** The text of a recipe file. */
    public static String text(Path file) {
        if (!Files.exists(file)) {
            throw new InputException("there is no recipe " + file + "; check the path, or make one by: joyul recipe");
        }
        byte[] bytes = InputFile.bytes(file, MOST_BYTES);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(
                    "cannot read the recipe " + file + " as text (" + e.getMessage()
                            + "); it must be a YAML file in UTF-8",
                    e);
        }
    }

    /**
     * A draft from YAML text.
     *
     * @param name of the file in messages
     */
    public static RecipeDraft parse(String text, String name) {
        Yaml.Document document = Yaml.document(text, name);
        return new RecipeDraft(document.values(), document.places());
    }

    private RecipeDraft beside(Path folder) {
        Optional<Path> found = source().path().map(folder::resolve).filter(Files::exists);
        if (found.isEmpty()) {
            return this;
        }
        Map<String, Object> changed = copy(values);
        put(changed, List.of("data", "source"), found.get().normalize().toString());
        return new RecipeDraft(changed, places);
    }

    /**
     * This draft with one value set: {@code learning_rate=0.05}, {@code optimizer.momentum=0.8},
     * {@code normalization=none}. The value is YAML, or for a schedule its text as {@code joyul schedule} takes it.
     */
    public RecipeDraft set(String assignment) {
        return set(assignment, "set");
    }

    /**
     * This draft with one value set.
     *
     * @param by what messages call whoever sets it: an option, say
     */
    public RecipeDraft set(String assignment, String by) {
        int equals = assignment.indexOf('=');
        String key = equals < 0 ? "" : assignment.substring(0, equals).strip();
        List<String> parts = List.of(key.split("\\.", -1));
        if (parts.stream().anyMatch(String::isBlank)) {
            throw new InputException(
                    by + " needs KEY=VALUE such as learning_rate=0.05, but was " + Quote.of(assignment));
        }
        if (parts.size() > Yaml.DEEPEST) {
            throw new InputException(by + " needs a key of at most " + Yaml.DEEPEST + " parts, but " + Quote.of(key)
                    + " has " + parts.size());
        }
        String place = by + " " + Quote.name(assignment);
        Map<String, Object> changed = copy(values);
        Map<String, String> changedPlaces = new LinkedHashMap<>(places);
        changedPlaces.keySet().removeIf(path -> path.equals(key) || path.startsWith(key + "."));
        changedPlaces.put(key, place);
        for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
            changedPlaces.putIfAbsent(key.substring(0, dot), place);
        }
        String text = assignment.substring(equals + 1);
        boolean isCode = key.endsWith("schedule") && CODE.matcher(text).lookingAt();
        put(changed, parts, isCode ? text : Yaml.value(text, place));
        return new RecipeDraft(changed, changedPlaces);
    }

    /** This draft for other data. */
    public RecipeDraft withData(DataSource source) {
        Map<String, Object> changed = copy(values);
        changed.put("data", source.form());
        changed.remove("input");
        changed.remove("target");
        Map<String, String> changedPlaces = new LinkedHashMap<>(places);
        changedPlaces.keySet().removeIf(path -> path.equals("data") || path.startsWith("data."));
        return new RecipeDraft(changed, changedPlaces);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> map, List<String> path, @Nullable Object value) {
        String key = path.get(0);
        if (path.size() == 1) {
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
            return;
        }
        Object below = map.get(key);
        if (below instanceof String type) {
            below = new LinkedHashMap<>(Map.of(key.equals("data") ? "source" : "type", type));
        }
        if (!(below instanceof Map<?, ?>)) {
            below = new LinkedHashMap<String, Object>();
        }
        map.put(key, below);
        put((Map<String, Object>) below, path.subList(1, path.size()), value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) ->
                copy.put(key, value instanceof Map<?, ?> ? copy((Map<String, Object>) value) : copyOf(value)));
        return copy;
    }

    private static Object copyOf(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }

    /** Which data the draft is for: the embedded ones where it does not say. */
    public DataSource source() {
        return DataSource.read(fields());
    }

    /** Whether whoever wrote the draft decided the value of a key, rather than leave it to the default. */
    public boolean says(String key) {
        return values.containsKey(key);
    }

    /**
     * What another recipe says differently, apart from which data: {@code batch_size is 64, but was 32}.
     *
     * @param before the other one
     */
    public List<String> differencesFrom(RecipeDraft before) {
        Set<String> keys = new LinkedHashSet<>(before.values.keySet());
        keys.addAll(values.keySet());
        keys.remove("data");
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            differ(differences, key, before.values.get(key), values.get(key));
        }
        return differences;
    }

    /** In a list, such as that of the layers, the first item that differs is named. */
    private static void differ(List<String> differences, String key, @Nullable Object before, @Nullable Object now) {
        if (Objects.equals(before, now)) {
            return;
        }
        if (before instanceof List<?> old && now instanceof List<?> list) {
            int place = 0;
            while (place < Math.min(old.size(), list.size()) && old.get(place).equals(list.get(place))) {
                place++;
            }
            Object was = place < old.size() ? old.get(place) : null;
            differ(differences, key + "[" + (place + 1) + "]", was, place < list.size() ? list.get(place) : null);
        } else {
            differences.add(key + " is " + shown(now) + ", but was " + shown(before));
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "left out" : Quote.name(YamlText.flow(value));
    }

    /** The recipe, for data that are loaded; a wrong or unknown key is an error that names its place. */
    public Recipe complete(Data data) {
        return RecipeForm.read(new Given(fields(), source(), data, () -> usualNetwork(data)));
    }

    private static Network usualNetwork(Data data) {
        Shape example = Recipe.shape(data);
        return Presets.build(Presets.standard(example, data.train().size()), example, Recipe.outputs(data));
    }

    private Fields fields() {
        return Fields.of(values, path -> places.getOrDefault(path, ""));
    }
}
