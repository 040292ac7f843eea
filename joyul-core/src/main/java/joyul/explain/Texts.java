package joyul.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a room in one language: {@code texts_en.properties} beside its classes. A gap {@code {name}} is filled by
 * the argument of that name, and {@code {count|trial|trials}} by a number with the noun that fits it. A Korean particle
 * behind a gap stands in both its forms, {@code {rate}은(는)}, and becomes the one that fits.
 */
public final class Texts {
    private static final Pattern GAP =
            Pattern.compile("\\{(\\w+)(?:\\|([^|}]*)\\|([^}]*))?}(?:" + Particles.BOTH + ")?");

    private final Language language;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> english = new LinkedHashMap<>();
    private @Nullable Likeness likeness;

    private Texts(Language language) {
        this.language = language;
    }

    /** The texts of this room: of findings, and the names of knobs. */
    public static Texts of(Language language) {
        return new Texts(language).and(Texts.class);
    }

    /** These texts and those beside a class of another room. */
    public Texts and(Class<?> room) {
        Texts both = new Texts(language);
        both.texts.putAll(texts);
        both.english.putAll(english);
        put(room, language, both.texts);
        put(room, Language.EN, both.english);
        return both;
    }

    private static void put(Class<?> room, Language language, Map<String, String> texts) {
        Properties read = read(room, "texts_" + language.code() + ".properties");
        read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
    }

    private static Properties read(Class<?> room, String name) {
        Properties properties = new Properties();
        try (InputStream file = room.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no " + name + " beside " + room.getName());
            }
            try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    public Language language() {
        return language;
    }

    public Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    public String say(String key) {
        return say(new Phrase(key));
    }

    /** The text of a key with one gap filled. */
    public String say(String key, String name, Object argument) {
        return say(new Phrase(key, Map.of(name, argument)));
    }

    /** The text of a key with its gaps filled: names and arguments in turns. */
    public String say(String key, Object... namesAndArguments) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndArguments.length; i += 2) {
            arguments.put((String) namesAndArguments[i], namesAndArguments[i + 1]);
        }
        return say(new Phrase(key, arguments));
    }

    public String say(Phrase phrase) {
        String text = texts.get(phrase.key());
        if (text == null) {
            throw new IllegalStateException("no text '" + phrase.key() + "' in " + language.code());
        }
        return GAP.matcher(text).replaceAll(gap -> Matcher.quoteReplacement(filled(phrase, gap)));
    }

    private String filled(Phrase phrase, MatchResult gap) {
        String said = said(phrase, gap.group(1)) + noun(phrase, gap);
        return gap.group(4) == null ? said : said + Particles.after(said, gap.group(4));
    }

    /**
     * A sentence that was worded in English elsewhere, in this language: a reason that a study keeps, say. It stays as it
     * is where no text is like it.
     */
    public synchronized String retold(String sentence) {
        if (language == Language.EN) {
            return sentence;
        }
        Likeness known = likeness == null ? new Likeness(english, GAP) : likeness;
        likeness = known;
        return known.of(sentence, this::retold).map(this::say).orElse(sentence);
    }

    private String said(Phrase phrase, String gap) {
        Object argument = phrase.arguments().get(gap);
        if (argument == null) {
            throw new IllegalStateException("text '" + phrase.key() + "' has a gap {" + gap + "} that nothing fills");
        }
        return said(argument);
    }

    private static String noun(Phrase phrase, MatchResult gap) {
        if (gap.group(2) == null) {
            return "";
        }
        boolean one = phrase.arguments().get(gap.group(1)) instanceof Number number && number.doubleValue() == 1;
        return " " + (one ? gap.group(2) : gap.group(3));
    }

    private String said(@Nullable Object argument) {
        if (argument instanceof Phrase phrase) {
            return say(phrase);
        }
        if (argument instanceof Said said) {
            return said.in(this);
        }
        if (argument instanceof Collection<?> items) {
            return items.stream().map(this::said).collect(Collectors.joining(say("list.separator")));
        }
        if (argument instanceof Integer whole) {
            return Digits.grouped(whole);
        }
        if (argument instanceof Long whole) {
            return Digits.grouped(whole);
        }
        return argument instanceof Double fraction ? Digits.significant(fraction, 3) : String.valueOf(argument);
    }
}
