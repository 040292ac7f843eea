package joyul.cli;

import picocli.CommandLine.Command;

/** {@code joyul data}: what can be done about data sets that have a name. */
@Command(name = "data", header = "Look at the data sets that have a name.", synopsisSubcommandLabel = "COMMAND")
final class DataCommand {}
