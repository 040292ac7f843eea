package joyul.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command line's entry: finds the command, runs it, and turns how it ended into an exit code. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process: 0 done, 2 correctable by the user, 1 a bug, 130 interrupted. */
    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        interruption.listen();
        int code = run(args, Console.system(), interruption);
        interruption.finish();
        System.exit(code);
    }

    /** Runs a command in this process; gives the exit code. */
    static int run(String[] args, Console console, Interruption interruption) {
        LoggedNotes notes = LoggedNotes.on(console);
        try {
            return execute(args, console, interruption);
        } catch (Throwable failure) {
            return Failures.report(failure, args, console);
        } finally {
            notes.close();
            console.clear();
        }
    }

    private static int execute(String[] args, Console console, Interruption interruption) throws Exception {
        FileNames.check(args);
        ParseResult parsed = JoyulCommand.line(console, interruption).parseArgs(helpLast(args));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandLine command = parsed.commandSpec().commandLine();
        if (parsed.isVersionHelpRequested()) {
            console.line(Version.text());
            return 0;
        }
        if (!parsed.isUsageHelpRequested() && command.getCommand() instanceof Callable<?> callable) {
            return (Integer) callable.call();
        }
        console.print(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
        return 0;
    }

    /** {@code help tune} is {@code tune --help}. */
    private static String[] helpLast(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] turned = new String[args.length];
        System.arraycopy(args, 1, turned, 0, args.length - 1);
        turned[args.length - 1] = "--help";
        return turned;
    }
}
