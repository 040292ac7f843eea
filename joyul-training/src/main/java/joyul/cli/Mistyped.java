package joyul.cli;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Quote;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood, in one line with the nearest thing that can. */
final class Mistyped {
    private Mistyped() {}

    /** Whatever the parser or we quote: a value may be as long as somebody makes it. */
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    static String line(ParameterException mistake) {
        return new InputException(said(mistake)).line();
    }

    private static String said(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), command) + help;
        }
        String message = String.valueOf(mistake.getMessage())
                .replaceFirst("^Error: ", "")
                .replaceFirst("^Missing", "missing")
                .replaceFirst("^Invalid", "invalid")
                .replaceFirst(" is not a long$", " is not a whole number up to " + Long.MAX_VALUE)
                .replaceFirst(" is not an int$", " is not a whole number up to " + Integer.MAX_VALUE)
                .replaceFirst(" is not a (double|float)$", " is not a number");
        return QUOTED.matcher(message).replaceAll(value -> Matcher.quoteReplacement(Quote.of(value.group(1)))) + help;
    }

    private static String unknown(String argument, CommandLine command) {
        Collection<String> commands = command.getSubcommands().keySet();
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            return "unknown option " + Quote.of(name) + hint(name, options(command));
        }
        if (!commands.isEmpty()) {
            return "unknown command " + Quote.of(argument) + hint(argument, commands) + "; the commands are "
                    + String.join(", ", commands);
        }
        return "unexpected argument " + Quote.of(argument) + "; quote an argument that has spaces in it";
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .toList();
    }

    private static String hint(String name, Collection<String> known) {
        return Nearest.of(name, known)
                .map(nearest -> ", did you mean '" + nearest + "'?")
                .orElse("");
    }
}
