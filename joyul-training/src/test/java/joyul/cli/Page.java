package joyul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page for readers, with what stands between its fences. */
record Page(Path file, String text) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern INLINE = Pattern.compile("`(?:\\./)?joyul ([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** What stands between two fences; a language of {@code text} is what a program printed. */
    record Block(String language, String text) {}

    /** A command in a block; the first word is the program. */
    record Command(List<String> words) {
        boolean isJoyul() {
            return words.get(0).equals("./joyul") || words.get(0).equals("joyul");
        }

        List<String> arguments() {
            return words.subList(1, words.size());
        }
    }

    static Page of(Path file) throws IOException {
        return new Page(file, Files.readString(file));
    }

    /** Every page of the project but the log of its changes, which tells of commands as they were. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/decisions"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".md") && !each.endsWith("CHANGELOG.md"))
                        .sorted()
                        .toList()) {
                    pages.add(of(file));
                }
            }
        }
        return pages;
    }

    String name() {
        return ROOT.relativize(file).toString();
    }

    List<String> blocks(String language) {
        return FENCED.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /** The commands of all blocks without a language, in their order. */
    List<Command> commands() {
        return blocks("").stream().flatMap(block -> commands(block).stream()).toList();
    }

    /** The arguments of commands within sentences and tables. */
    List<List<String>> inlineCommands() {
        return INLINE.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(found -> commands(found.group(1)).get(0).words())
                .toList();
    }

    List<String> links() {
        return LINK.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The commands of a shell script: words, quotes, comments, and line breaks within quotes. */
    static List<Command> commands(String script) {
        List<Command> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i <= script.length(); i++) {
            char c = i < script.length() ? script.charAt(i) : '\n';
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == '#' && !inWord) {
                while (i + 1 < script.length() && script.charAt(i + 1) != '\n') {
                    i++;
                }
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
            if (c == '\n' && quote == 0 && !words.isEmpty()) {
                commands.add(new Command(List.copyOf(words)));
                words.clear();
            }
        }
        return commands;
    }
}
