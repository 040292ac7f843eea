package joyul.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command without a command: says what there is. */
@Command(
        name = "joyul",
        header = "Finds, explains and applies the training hyper-parameters of a neural network.",
        description = {
            "",
            "Normalization, batch size, learning rate and its schedule are searched together, under a budget of time;"
                    + " what wins is confirmed on fresh seeds and written as a recipe that trains again to the same bit.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  joyul tune                                 search on the embedded data for 150 seconds",
            "  joyul tune mine.csv --label price          search on a table of your own",
            "  joyul train                                train the default recipe",
            "  joyul train --set normalization=none       the same without batch norm",
            "  joyul schedule 'StepLR(step_size=10)'      print the rates of a schedule",
            "",
            "'joyul COMMAND --help' tells more. Exit codes: 0 done, 2 something you can correct, 130 interrupted,"
                    + " 1 a bug in Joyul."
        })
final class JoyulCommand {
    private static final int WIDEST_HELP = 100;

    /** picocli takes no less. */
    private static final int NARROWEST_HELP = 55;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Say how it is used.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Say which version this is.")
    boolean version;

    private JoyulCommand() {}

    /** The list of commands: a new one is a line here. */
    static CommandLine line(Console console, Interruption interruption) {
        CommandLine line = new CommandLine(new JoyulCommand());
        line.addSubcommand(new TuneCommand(console, interruption));
        line.addSubcommand(new RecipeCommand(console));
        line.addSubcommand(new TrainCommand(console, interruption));
        line.addSubcommand(new CompareCommand(console));
        line.addSubcommand(new FindLrCommand(console, interruption));
        line.addSubcommand(new PredictCommand(console));
        line.addSubcommand(new FindBatchCommand(console, interruption));
        line.addSubcommand(new RescaleCommand(console, interruption));
        line.addSubcommand(new CompareBatchesCommand(console, interruption));
        line.addSubcommand(new ExportCommand(console));
        line.addSubcommand(new DiagnoseCommand(console, interruption));
        line.addSubcommand(new ScheduleCommand(console));
        line.addSubcommand(new StudiesCommand(console));
        line.addSubcommand(new CommandLine(new DataCommand()).addSubcommand(new DataListCommand(console)));
        // A name that begins with @ is a name, not a file of arguments whose lines would be printed.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(
                Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, console.speech().columns())));
        line.setUsageHelpLongOptionsMaxWidth(28);
        return line;
    }
}
