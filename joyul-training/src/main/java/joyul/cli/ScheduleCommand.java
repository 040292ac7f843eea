package joyul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joyul.check.InputException;
import joyul.rate.Preview;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joyul schedule}: prints the rates of a schedule. */
@Command(
        name = "schedule",
        header = "Print the learning rates that a schedule gives; PyTorch's names, parameters and code lines.",
        footer = {
            "",
            "Examples:",
            "  joyul schedule 'StepLR(step_size=10, gamma=0.1)' --lr 0.5 --epochs 30",
            "  joyul schedule 'torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.997)' --lr 0.001",
            "  joyul schedule 'LambdaLR(optimizer=optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)'",
            "  joyul schedule '{\"type\":\"CosineAnnealingLR\"}' --steps 1000 --format csv > rates.csv",
            "  joyul schedule 'ReduceLROnPlateau(patience=2)' --metrics losses.txt"
        })
final class ScheduleCommand implements Callable<Integer> {
    /** How the rates are printed. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    /** How long the run is, counted in what the scheduler steps by. */
    static final class Length {
        @Option(names = "--epochs", paramLabel = "N", description = "Scheduler steps, one an epoch (default: 30).")
        @Nullable
        Long epochs;

        @Option(names = "--steps", paramLabel = "N", description = "Scheduler steps, one an optimizer step.")
        @Nullable
        Long steps;
    }

    private static final long USUAL_LENGTH = 30;

    private final Console console;

    @Parameters(paramLabel = "SPEC", description = "NAME(key=value, ...), JSON, or a line of PyTorch code.")
    String spec = "";

    @Option(names = "--lr", paramLabel = "RATE", description = "The base rate (default: ${DEFAULT-VALUE}).")
    double rate = 0.1;

    @ArgGroup
    Length length = new Length();

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Metric values for ReduceLROnPlateau, one after each scheduler step.")
    @Nullable
    Path metrics;

    @Option(names = "--format", description = "table, csv or json (default: table).")
    Format format = Format.TABLE;

    ScheduleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Schedule schedule = Schedules.parse(spec);
        List<Double> readings = metrics == null ? List.of() : readings(metrics);
        if (metrics == null && Schedules.toText(schedule).contains("ReduceLROnPlateau")) {
            console.log("without --metrics FILE the plateau is never reached, and the rate stays");
        }
        Preview preview = Preview.of(schedule, rate, length(), readings);
        console.print(
                switch (format) {
                    case TABLE -> preview.table();
                    case CSV -> preview.csv();
                    case JSON -> preview.json() + "\n";
                });
        return 0;
    }

    private long length() {
        if (length.epochs != null) {
            return length.epochs;
        }
        return length.steps != null ? length.steps : USUAL_LENGTH;
    }

    private static List<Double> readings(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputException(
                    "cannot read the metrics " + file + "; give a text file with one number a line", e);
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            for (String word : lines.get(i).strip().split("[\\s,;]+", -1)) {
                if (!word.isEmpty()) {
                    values.add(number(word, file, i + 1));
                }
            }
        }
        return values;
    }

    private static double number(String word, Path file, int line) {
        try {
            // As Python and most logs write it; Java's own NaN is read below.
            return word.equalsIgnoreCase("nan") ? Double.NaN : Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new InputException(file + " line " + line + ": '" + word + "' is not a number", e);
        }
    }
}
