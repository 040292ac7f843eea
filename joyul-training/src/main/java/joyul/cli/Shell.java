package joyul.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Commands to type, with quotes where a shell needs them. */
final class Shell {
    private Shell() {}

    static String quoted(String argument) {
        return argument.matches("[\\p{L}\\p{N}_@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    static String command(String... words) {
        return Arrays.stream(words).map(Shell::quoted).collect(Collectors.joining(" "));
    }
}
