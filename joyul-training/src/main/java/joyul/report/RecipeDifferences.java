package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import joyul.explain.Digits;
import joyul.explain.Texts;
import org.jspecify.annotations.Nullable;

/** Where the recipes of some runs differ, key by key. */
final class RecipeDifferences {
    /** Networks that differ in more layers than these are told by their number of layers. */
    private static final int MOST_LAYERS = 6;

    private static final String NETWORK = "network";
    private static final String ABSENT = "–";
    private static final int CHECKSUM_SHOWN = 12;

    private RecipeDifferences() {}

    /** A row for each key that differs: its name, then its value in each recipe. */
    static List<List<String>> of(List<RecipeText> recipes, Texts texts) {
        List<Map<String, String>> flat =
                recipes.stream().map(RecipeDifferences::flat).toList();
        Set<String> keys = new LinkedHashSet<>();
        flat.forEach(each -> keys.addAll(each.keySet()));
        List<List<String>> rows = new ArrayList<>();
        for (String key : keys) {
            List<String> values =
                    flat.stream().map(each -> each.getOrDefault(key, ABSENT)).toList();
            if (values.stream().distinct().count() > 1) {
                List<String> row = new ArrayList<>(List.of(key));
                row.addAll(values);
                rows.add(row);
            }
        }
        return withNetworkInShort(rows, recipes, texts);
    }

    private static List<List<String>> withNetworkInShort(
            List<List<String>> rows, List<RecipeText> recipes, Texts texts) {
        List<List<String>> layers =
                rows.stream().filter(row -> row.get(0).startsWith(NETWORK)).toList();
        if (layers.size() <= MOST_LAYERS) {
            return rows;
        }
        List<String> row = new ArrayList<>(List.of(NETWORK));
        recipes.forEach(recipe -> row.add(
                recipe.values().get(NETWORK) instanceof List<?> list
                        ? texts.say("compare.layers", "count", list.size())
                        : ABSENT));
        List<List<String>> shorter = new ArrayList<>(rows);
        shorter.add(shorter.indexOf(layers.get(0)), row);
        shorter.removeAll(layers);
        return shorter;
    }

    private static Map<String, String> flat(RecipeText recipe) {
        Map<String, String> flat = new LinkedHashMap<>();
        recipe.values().forEach((key, value) -> put(key, value, flat));
        return flat;
    }

    /** A kind is named by its own key: {@code normalization}, not {@code normalization.type}. */
    private static void put(String key, @Nullable Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((name, below) -> put(name.equals("type") ? key : key + "." + name, below, flat));
        } else if (value instanceof List<?> list && key.equals(NETWORK)) {
            for (int i = 0; i < list.size(); i++) {
                flat.put(key + "." + i, text(list.get(i)));
            }
        } else {
            String text = text(value);
            flat.put(
                    key,
                    key.endsWith("checksum") && text.length() > CHECKSUM_SHOWN
                            ? text.substring(0, CHECKSUM_SHOWN) + "…"
                            : text);
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Double number) {
            return Digits.significant(number, 6);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> each.getKey() + ": " + text(each.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecipeDifferences::text).collect(Collectors.joining(", "));
        }
        return Objects.toString(value, "null");
    }
}
