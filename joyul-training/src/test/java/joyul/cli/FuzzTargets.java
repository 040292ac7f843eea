package joyul.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every door of Joyul through which a text or a file comes in; a new reader is one entry here. */
final class FuzzTargets {
    private static final String SCHEDULES = """
            StepLR(step_size=3, gamma=0.1)
            torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[2, 5], gamma=0.5)
            OneCycleLR(max_lr=0.4, pct_start=0.3, cycle_momentum=False)
            CosineAnnealingWarmRestarts(T_0=3, T_mult=2)
            Warmup(steps=3, then=ReduceLROnPlateau(patience=1, factor=0.2))
            LambdaLR(optimizer=optimizer, lr_lambda=lambda epoch: 0.95 ** epoch if epoch < 5 else math.exp(-epoch))
            WSD(warmup=5%, decay='20%', shape=linear)
            SequentialLR(schedulers=[ConstantLR(factor=0.1), ExponentialLR(0.9)], milestones=[2])
            {"type": "Warmup", "steps": 2, "then": {"type": "CyclicLR", "base_lr": 0.01, "max_lr": 0.1}}
            opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9); s = torch.optim.lr_scheduler.PolynomialLR(opt, 5)
            """;

    private static final String ASSIGNMENTS = """
            learning_rate=0.05
            schedule=Warmup(steps=5%, then=CosineAnnealingLR())
            network={type: mlp, depth: 2, width: 16, activation: tanh}
            normalization={type: ghost_batch_norm, normalization_batch: 16}
            optimizer={type: adamw, weight_decay: 0.01}
            network=[{type: linear, features: 8}, {type: relu}, {type: linear, features: 10}]
            data.split.seed=3
            schedule=LambdaLR(lr_lambda=lambda e: 0.9 ** e)
            """;

    private static final String KNOBS = """
            batch=16
            lr=0.1
            lr=0.01..1
            normalization=batch_norm,none
            schedule=OneCycleLR,CosineAnnealingLR
            momentum=0.5..0.99
            normalization_batch=8..64
            """;

    private static final String BUDGETS = "3m\n150s\n1h30m\n50 trials\n3m or 50 trials\n0.5h\n";

    private static final String LOSSES = "epoch,loss\n0,0.9\n1,0.8\n2,0.8\n3,0.8\n4,0.81\n";

    private static final String RECIPE = "recipe.yaml";

    private FuzzTargets() {}

    /** The doors; files that only a run can write are made once, in this folder. */
    static List<FuzzTarget> all(Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("tiny.csv"), table());
        Path trained = folder.resolve("trained");
        require(Ran.joyul(
                "train",
                "--data",
                csv.toString(),
                "--set",
                "network={type: mlp, depth: 1, width: 8}",
                "--set",
                "epochs=2",
                "--set",
                "batch_size=8",
                "--set",
                "threads=1",
                "--noise-scale",
                "--out",
                trained.toString()));
        Path tuned = folder.resolve("tuned");
        require(Ran.joyul(
                "tune",
                csv.toString(),
                "--network",
                "mlp",
                "--budget",
                "2 trials",
                "--jobs",
                "1",
                "--out",
                tuned.toString()));

        List<FuzzTarget> targets = new ArrayList<>();
        targets.add(new FuzzTarget(
                "schedule",
                lines(SCHEDULES),
                (input, at) -> Ran.joyul("schedule", text(input), "--steps", "40", "--lr", "0.1")));
        targets.add(new FuzzTarget(
                "schedule-code",
                lines(SCHEDULES),
                (input, at) -> Ran.joyul("schedule", text(input), "--epochs", "3", "--format", "csv")));
        targets.add(new FuzzTarget("metrics-file", whole(LOSSES), (input, at) -> {
            Path file = Files.write(at.resolve("losses.csv"), input);
            return Ran.joyul(
                    "schedule", "ReduceLROnPlateau(patience=1)", "--epochs", "9", "--metrics", file.toString());
        }));
        targets.add(new FuzzTarget(
                "set", lines(ASSIGNMENTS), (input, at) -> Ran.joyul("recipe", "digits", "--set", text(input))));
        targets.add(new FuzzTarget(
                "budget",
                lines(BUDGETS),
                (input, at) -> stopped("tune", csv.toString(), "--budget", text(input), "--out", at + "/o")));
        targets.add(new FuzzTarget(
                "fix",
                lines(KNOBS),
                (input, at) -> stopped("tune", csv.toString(), "--fix", text(input), "--out", at + "/o")));
        targets.add(new FuzzTarget(
                "range",
                lines(KNOBS),
                (input, at) -> stopped("tune", csv.toString(), "--range", text(input), "--out", at + "/o")));
        targets.add(new FuzzTarget("csv", whole(table()), (input, at) -> {
            Path file = Files.write(at.resolve("t.csv"), input);
            return Ran.joyul("recipe", file.toString());
        }));
        targets.add(new FuzzTarget("idx", List.of(images()), (input, at) -> {
            Files.write(at.resolve("train-images-idx3-ubyte"), input);
            Files.write(at.resolve("t10k-images-idx3-ubyte"), images());
            Files.write(at.resolve("train-labels-idx1-ubyte"), labels());
            Files.write(at.resolve("t10k-labels-idx1-ubyte"), labels());
            return Ran.joyul("recipe", at.toString());
        }));
        targets.add(new FuzzTarget("recipe", List.of(Files.readAllBytes(trained.resolve(RECIPE))), (input, at) -> {
            Path file = Files.write(at.resolve("r.yaml"), input);
            return Ran.joyul("rescale", file.toString(), "--batch", "16", "--out", at + "/new.yaml");
        }));
        targets.add(new FuzzTarget(
                "recipe-train", List.of(Files.readAllBytes(trained.resolve(RECIPE))), (input, at) -> {
                    Path file = Files.write(at.resolve("r.yaml"), input);
                    return stopped("train", file.toString(), "--out", at + "/o");
                }));
        for (String name : List.of(RECIPE, "weights.safetensors")) {
            targets.add(damaged("predict-" + name, trained, name, at -> Ran.joyul("predict", at.toString())));
        }
        for (String name : List.of("checkpoint.safetensors", "metrics.jsonl", "noise.csv")) {
            targets.add(damaged(
                    "resume-" + name,
                    trained,
                    name,
                    at -> Ran.joyul(
                            "train", "--resume", "--noise-scale", "--set", "epochs=3", "--out", at.toString())));
        }
        targets.add(damaged(
                "studies", tuned, "joyul.db", at -> Ran.joyul("studies", "--storage", "sqlite:" + at + "/joyul.db")));
        targets.add(damaged(
                "resume-tune",
                tuned,
                "joyul.db",
                at -> stopped(
                        "tune",
                        csv.toString(),
                        "--network",
                        "mlp",
                        "--budget",
                        "2 trials",
                        "--jobs",
                        "1",
                        "--resume",
                        "--out",
                        at.toString())));
        return targets;
    }

    /** A folder as a run left it, with one file damaged. */
    private static FuzzTarget damaged(String target, Path left, String name, Use use) throws IOException {
        return new FuzzTarget(target, List.of(Files.readAllBytes(left.resolve(name))), (input, at) -> {
            try (Stream<Path> files = Files.list(left)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, at.resolve(file.getFileName()));
                }
            }
            Files.write(at.resolve(name), input);
            return use.of(at);
        });
    }

    private interface Use {
        Ran of(Path folder);
    }

    /** A command that is asked to stop as soon as it listens: what it reads first is read all the same. */
    private static Ran stopped(String... args) {
        Interruption interruption = new Interruption();
        interruption.request();
        return Ran.joyul(interruption, args);
    }

    /** As the shell hands it over: a Java program never sees a NUL in its arguments. */
    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8).replace("\u0000", "");
    }

    private static List<byte[]> lines(String text) {
        return text.lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static List<byte[]> whole(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String table() {
        StringBuilder csv = new StringBuilder("x0,x1,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append(String.format(Locale.ROOT, "%.3f,%d,%s%n", Math.sin(i), i * i % 17, i % 2 == 0 ? "no" : "yes"));
        }
        return csv.toString();
    }

    private static byte[] images() {
        byte[] file = new byte[16 + 40 * 16];
        file[2] = 8;
        file[3] = 3;
        file[7] = 40;
        file[11] = 4;
        file[15] = 4;
        for (int i = 16; i < file.length; i++) {
            file[i] = (byte) (i * 37);
        }
        return file;
    }

    private static byte[] labels() {
        byte[] file = new byte[8 + 40];
        file[2] = 8;
        file[3] = 1;
        file[7] = 40;
        for (int i = 8; i < file.length; i++) {
            file[i] = (byte) (i % 3);
        }
        return file;
    }

    private static void require(Ran ran) {
        if (ran.code() != 0) {
            throw new UncheckedIOException(new IOException(ran.log()));
        }
    }
}
