package joyul.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Writes plain values as YAML that people like to read and that any YAML reader understands: a map of plain values stands
 * on one line. Numbers are written so that PyYAML, too, sees numbers.
 */
final class YamlText {
    private static final int WIDEST = 110;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./() -]*");

    private YamlText() {}

    static String of(Map<String, Object> map) {
        StringBuilder text = new StringBuilder();
        block(text, map, "");
        return text.toString();
    }

    private static void block(StringBuilder text, Map<?, ?> map, String indent) {
        map.forEach((key, value) -> {
            String line = indent + key + ": " + flow(value);
            if (line.length() <= WIDEST && !(value instanceof List<?> list && holdsMaps(list))) {
                text.append(line).append('\n');
            } else if (value instanceof Map<?, ?> below) {
                text.append(indent).append(key).append(":\n");
                block(text, below, indent + "  ");
            } else if (value instanceof List<?> list && holdsMaps(list)) {
                text.append(indent).append(key).append(":\n");
                list.forEach(item -> item(text, item, indent + "  "));
            } else {
                text.append(line).append('\n');
            }
        });
    }

    /** An item that holds maps itself stands as a block, whose first key follows the dash. */
    private static void item(StringBuilder text, Object item, String indent) {
        if (item instanceof Map<?, ?> map && map.values().stream().anyMatch(YamlText::holdsMaps)) {
            int start = text.length();
            block(text, map, indent + "  ");
            text.replace(start + indent.length(), start + indent.length() + 1, "-");
        } else {
            text.append(indent).append("- ").append(flow(item)).append('\n');
        }
    }

    private static boolean holdsMaps(Object value) {
        return value instanceof List<?> list && holdsMaps(list);
    }

    private static boolean holdsMaps(List<?> list) {
        return list.stream().anyMatch(Map.class::isInstance);
    }

    static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Double || value instanceof Float ? number(((Number) value).doubleValue()) : text(value);
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
        }
        String text = Double.toString(value);
        int e = text.indexOf('E');
        if (e < 0) {
            return text;
        }
        int exponent = Integer.parseInt(text.substring(e + 1));
        return text.substring(0, e)
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String text(Object value) {
        String text = String.valueOf(value);
        if (!(value instanceof String) || isPlain(text)) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (!isPrintable(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Whether YAML lets a character stand as it is, without taking it for a line break. */
    private static boolean isPrintable(char c) {
        boolean control = c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0xfeff || c >= 0xfffe;
        return !control && c != 0x2028 && c != 0x2029;
    }

    /** Whether a text without quotes reads back as that text, by YAML 1.2 and by YAML 1.1 readers. */
    private static boolean isPlain(String text) {
        boolean special = CoreScalarResolver.BOOL.matcher(text).matches()
                || CoreScalarResolver.NULL.matcher(text).matches()
                || List.of("yes", "no", "on", "off", "y", "n").contains(text.toLowerCase(Locale.ROOT));
        return PLAIN.matcher(text).matches() && !special && !text.endsWith(" ");
    }
}
