package joyul.cli;

import java.util.Collection;
import java.util.List;
import joyul.check.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood, in one line with the nearest thing that can. */
final class Mistyped {
    private Mistyped() {}

    static String line(ParameterException mistake) {
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
        return message + help;
    }

    private static String unknown(String argument, CommandLine command) {
        Collection<String> commands = command.getSubcommands().keySet();
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            return "unknown option '" + name + "'" + hint(name, options(command));
        }
        if (!commands.isEmpty()) {
            return "unknown command '" + argument + "'" + hint(argument, commands) + "; the commands are "
                    + String.join(", ", commands);
        }
        return "unexpected argument '" + argument + "'; quote an argument that has spaces in it";
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
