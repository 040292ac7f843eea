package joyul.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import joyul.check.InputException;
import joyul.check.Nesting;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 (core schema) into plain values: maps, lists, text, {@link Long}, {@link Double} and {@link Boolean};
 * remembers the place of each, so that an error in a recipe can name its line and column. Aliases are refused: nothing in
 * a recipe refers to itself.
 */
final class Yaml {
    /** How many maps and lists may stand in each other: a network of residuals in residuals takes two for each. */
    static final int DEEPEST = 16;

    private static final Set<Tag> TAGS = Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT);

    private final String name;
    private final Map<String, String> places = new LinkedHashMap<>();

    private Yaml(String name) {
        this.name = name;
    }

    /**
     * A text that holds a map.
     *
     * @param places the place of each path: {@code optimizer.momentum} is at {@code recipe.yaml:11:3}
     */
    record Document(Map<String, Object> values, Map<String, String> places) {}

    /** Reads a text whose top is a map; an error says {@code name:line:column}. */
    @SuppressWarnings("unchecked")
    static Document document(String text, String name) {
        Yaml yaml = new Yaml(name);
        Object value = yaml.read(text);
        if (value == null) {
            return new Document(new LinkedHashMap<>(), yaml.places);
        }
        if (value instanceof Map<?, ?>) {
            return new Document((Map<String, Object>) value, yaml.places);
        }
        throw new InputException(name + " is no recipe: it must hold keys and values (key: value), but holds "
                + Quote.of(String.valueOf(value)) + "; if these are data, load them by Data.load(PATH)");
    }

    /** Reads one value, as behind {@code --set key=}; null where the text is empty or says null. */
    static @Nullable Object value(String text, String name) {
        return new Yaml(name).read(text);
    }

    private @Nullable Object read(String text) {
        try {
            Optional<Node> top = new Compose(settings(text)).composeString(Nesting.check(name, text));
            return top.isEmpty() ? null : convert(top.get(), "", 0);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new InputException(
                    mark.map(this::place).orElse(name) + ": not YAML: " + Quote.name(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InputException(name + ": not YAML: " + Quote.name(line));
        } catch (StackOverflowError e) {
            throw tooDeep(name, e);
        }
    }

    /** The parser has the text before it in one piece: one that grows with a long value is copied as often as it grows. */
    private static LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setBufferSize(text.length() + 2)
                .build();
    }

    private static InputException tooDeep(String place, @Nullable Throwable cause) {
        String message =
                place + ": is nested too deeply; at most " + DEEPEST + " maps and lists may stand in each other";
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }

    private String place(Mark mark) {
        return name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private String placeOf(Node node) {
        return node.getStartMark().map(this::place).orElse(name);
    }

    private @Nullable Object convert(Node node, String path, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(placeOf(node), null);
        }
        if (!TAGS.contains(node.getTag())) {
            throw new InputException(
                    placeOf(node) + ": the tag " + Quote.of(node.getTag().toString()) + " is not known; leave it out");
        }
        places.putIfAbsent(path, placeOf(node));
        if (node.getAnchor().isPresent()) {
            throw new InputException(
                    placeOf(node) + ": anchors (&) and aliases (*) are not allowed; write the value out");
        }
        if (node instanceof MappingNode mapping) {
            return map(mapping, path, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                Object value = convert(item, path + "[" + list.size() + "]", depth + 1);
                if (value == null) {
                    throw new InputException(placeOf(item) + ": a list must not hold an empty value");
                }
                list.add(value);
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private Map<String, Object> map(MappingNode mapping, String path, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new InputException(placeOf(tuple.getKeyNode()) + ": a key must be plain text");
            }
            String key = keyNode.getValue();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            places.put(keyPath, placeOf(keyNode));
            Object value = convert(tuple.getValueNode(), keyPath, depth + 1);
            if (map.containsKey(key)) {
                throw new InputException(
                        placeOf(keyNode) + ": the key " + Quote.of(key) + " stands here twice; keep one");
            }
            if (value != null) {
                map.put(key, value);
            }
        }
        return map;
    }

    private @Nullable Object scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        try {
            if (tag.equals(Tag.BOOL)) {
                return truth(text);
            }
            if (tag.equals(Tag.INT)) {
                return whole(text);
            }
            if (tag.equals(Tag.FLOAT)) {
                return real(text);
            }
            return text;
        } catch (NumberFormatException e) {
            String shown = Quote.name(text);
            boolean digits = text.matches("[-+]?\\d+");
            throw new InputException(
                    placeOf(node) + ": "
                            + (digits
                                    ? "the whole number " + shown + " is too large"
                                    : shown + " is not what its tag says; leave the tag out"),
                    e);
        }
    }

    /** What a tag may call anything. */
    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException(text);
        };
    }

    private static long whole(String text) {
        return text.startsWith("0x")
                ? Long.parseLong(text.substring(2), 16)
                : text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Long.parseLong(text);
    }

    private static double real(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return lower.equals(".nan") ? Double.NaN : Double.parseDouble(text);
    }
}
