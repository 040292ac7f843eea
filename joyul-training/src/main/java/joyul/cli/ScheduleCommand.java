package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.rate.Pasted;
import joyul.rate.Preview;
import joyul.rate.RateTable;
import joyul.rate.RunLength;
import joyul.rate.Schedule;
import joyul.rate.ScheduleEvent;
import joyul.rate.Schedules;
import joyul.report.Gallery;
import joyul.report.SchedulePage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joyul schedule}: prints, draws or translates schedules. */
@Command(
        name = "schedule",
        header = "Print or draw the learning rates that schedules give; PyTorch's names, parameters and code lines.",
        description = {
            "",
            "Row i is the rate in force during step i, from 0; line i of the metrics is reported after step i.",
            "A length is a number of steps, or '10%%' of the run, '30ep', '2000st' (optimizer steps), '50000ex'.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  joyul schedule 'StepLR(step_size=10, gamma=0.1)' --lr 0.5 --epochs 30",
            "  joyul schedule 'torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.997)' --lr 0.001",
            "  joyul schedule 'LambdaLR(optimizer=optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)'",
            "  joyul schedule 'OneCycleLR()' 'WSD(decay=\"20%%\")' --steps 1000 --format plot",
            "  joyul schedule '{\"type\":\"CosineAnnealingLR\"}' --steps 1000 --format csv > rates.csv",
            "  joyul schedule 'Warmup(5, then=ReduceLROnPlateau(patience=2))' --metrics losses.txt",
            "  joyul schedule 'Warmup(\"5%%\", then=CosineAnnealingLR())' --steps 1000 --pytorch"
        })
final class ScheduleCommand implements Callable<Integer> {
    /** How the rates are printed. */
    enum Format {
        TABLE,
        CSV,
        JSON,
        PLOT,
        PYTORCH
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
    private static final double USUAL_RATE = 0.1;

    private final Console console;

    @Parameters(
            paramLabel = "SPEC",
            arity = "0..*",
            description = "NAME(key=value, ...), JSON, or PyTorch code; several are shown side by side.")
    List<String> specs = List.of();

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "The base rate (default: the lr of the optimizer in pasted code, or 0.1).")
    @Nullable
    Double rate;

    @Option(names = "--momentum", paramLabel = "M", description = "Show the momentum too, whose base is M.")
    @Nullable
    Double momentum;

    @ArgGroup
    Length length = new Length();

    @Option(
            names = "--steps-per-epoch",
            paramLabel = "N",
            description = "Optimizer steps an epoch has, for lengths in other units than the scheduler's.")
    @Nullable
    Long stepsPerEpoch;

    @Option(names = "--batch", paramLabel = "N", description = "Examples a step has, for lengths in examples.")
    @Nullable
    Long batch;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Metric values for ReduceLROnPlateau, one after each scheduler step.")
    @Nullable
    Path metrics;

    @Option(names = "--format", description = "table, csv, json, plot or pytorch (default: table).")
    @Nullable
    Format format;

    @Option(names = "--pytorch", description = "Print the PyTorch code that does the same: --format pytorch.")
    boolean pytorch;

    @Option(names = "--out", paramLabel = "FILE.html", description = "Write an interactive picture.")
    @Nullable
    Path out;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    @Option(names = "--gallery", paramLabel = "DIR", description = "Write the gallery of all schedules, with pictures.")
    @Nullable
    Path gallery;

    ScheduleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        if (gallery != null) {
            console.log(console.say("word.wrote", "file", Gallery.write(gallery)));
            return 0;
        }
        if (specs.isEmpty()) {
            throw new InputException("joyul schedule needs a SPEC, such as 'StepLR(step_size=10)'; " + "known: "
                    + String.join(", ", Schedules.names()));
        }
        List<Pasted> pasted = specs.stream()
                .map(spec -> Schedules.paste(spec, rate, USUAL_RATE))
                .toList();
        for (int i = 0; i < pasted.size(); i++) {
            String which = pasted.size() == 1 ? "" : specs.get(i) + ": ";
            pasted.get(i)
                    .notes()
                    .forEach(note -> console.log(which + console.texts().retold(OptionWords.in(note))));
        }
        List<Schedule> schedules = pasted.stream().map(Pasted::schedule).toList();
        RunLength run = run(pasted);
        if (pytorch || format == Format.PYTORCH) {
            pasted.forEach(one -> console.line("scheduler = " + Schedules.toPytorch(one.schedule(), rate(one), run)));
            return 0;
        }
        List<Double> readings = metrics == null ? List.of() : MetricsFile.read(metrics);
        List<Preview> previews = new ArrayList<>();
        for (Pasted one : pasted) {
            previews.add(Preview.of(one.schedule(), rate(one), momentum(one), run, readings));
        }
        tellEvents(schedules, previews);
        RateTable table = table(previews);
        if (out != null) {
            SchedulePage.write(out, table, names(), row(pasted));
            console.log(console.say("word.wrote", "file", out));
        }
        if (format != null || out == null) {
            print(table, row(pasted), format == null ? Format.TABLE : format);
        }
        return 0;
    }

    /** The rate that is asked for, or else the pasted optimizer's. */
    private double rate(Pasted one) {
        Double told = one.rate();
        return rate != null ? rate : told == null ? USUAL_RATE : told;
    }

    private double momentum(Pasted one) {
        Double told = one.momentum();
        return momentum != null ? momentum : told == null ? 0 : told;
    }

    private void print(RateTable table, String row, Format as) {
        switch (as) {
            case CSV -> console.print(table.csv());
            case JSON -> console.line(table.json());
            case PLOT ->
                console.print(TerminalPlot.of(table, names(), console.speech().columns()));
            default -> console.print(table.table(row));
        }
    }

    private void tellEvents(List<Schedule> schedules, List<Preview> previews) {
        if (metrics == null && schedules.stream().anyMatch(ScheduleCommand::readsMetrics)) {
            console.log(console.say("schedule.no_metrics"));
        }
        for (int i = 0; i < previews.size(); i++) {
            String which = previews.size() == 1 ? "" : specs.get(i) + ": ";
            for (Preview.Event event : previews.get(i).events()) {
                console.log(console.say(
                        "schedule.event",
                        "which",
                        which,
                        "step",
                        Long.toString(event.step()),
                        "event",
                        words(event.event())));
            }
        }
    }

    private String words(ScheduleEvent event) {
        return event instanceof ScheduleEvent.Backtrack back
                ? console.say("schedule.back", "step", Long.toString(back.step()))
                : console.say("schedule.stop", "step", Long.toString(((ScheduleEvent.Stop) event).bestStep()));
    }

    private static boolean readsMetrics(Schedule schedule) {
        String text = Schedules.toText(schedule);
        return text.contains("ReduceLROnPlateau") || text.contains("EarlyStopping");
    }

    private RateTable table(List<Preview> previews) {
        List<String> columns = new ArrayList<>();
        List<List<Double>> values = new ArrayList<>();
        for (int i = 0; i < previews.size(); i++) {
            String number = previews.size() == 1 ? "" : Integer.toString(i + 1);
            columns.add("lr" + number);
            values.add(previews.get(i).rates());
            if (momentum != null) {
                columns.add("momentum" + number);
                values.add(previews.get(i).momenta());
            }
        }
        return new RateTable(columns, values);
    }

    /** What each column shows, for pictures. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String spec : specs) {
            String name = spec.strip().replaceAll("\\s+", " ");
            names.add(name);
            if (momentum != null) {
                names.add(console.say("schedule.momentum_of", "name", name));
            }
        }
        return names;
    }

    /** The length that the pasted code gives, where nobody asks for another; null if it gives none. */
    private @Nullable Long told(List<Pasted> pasted) {
        return length.epochs == null && length.steps == null && pasted.size() == 1
                ? pasted.get(0).length()
                : null;
    }

    private boolean bySteps(List<Pasted> pasted) {
        return length.steps != null || (told(pasted) != null && pasted.get(0).unit() == joyul.rate.Length.Unit.ST);
    }

    /** What a row of the table is. */
    private String row(List<Pasted> pasted) {
        return bySteps(pasted) ? "step" : "epoch";
    }

    /** As long as it is asked for, or else as the pasted code says. */
    private RunLength run(List<Pasted> pasted) {
        Double perEpoch =
                stepsPerEpoch == null ? null : (Double) (double) Check.atLeast("--steps-per-epoch", stepsPerEpoch, 1);
        Double perBatch = batch == null ? null : (Double) (double) Check.atLeast("--batch", batch, 1);
        Long told = told(pasted);
        if (bySteps(pasted)) {
            long steps = length.steps != null ? length.steps : told == null ? USUAL_LENGTH : told;
            return new RunLength(steps, perEpoch, 1.0, perBatch == null ? null : (Double) (1 / perBatch));
        }
        Double perStep = perEpoch == null ? null : (Double) (1 / perEpoch);
        return new RunLength(
                length.epochs != null ? length.epochs : told == null ? USUAL_LENGTH : told,
                1.0,
                perStep,
                perStep == null || perBatch == null ? null : (Double) (perStep / perBatch));
    }
}
