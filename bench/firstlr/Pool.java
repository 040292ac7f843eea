package firstlr;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The problems that the method was made on, those drawn for its trial by the hash of the commit that froze it, and defaults. */
final class Pool {
    private static final int DRAWN = 20;

    /** What the first form of the method was made on. */
    private static final List<Composed> FIRST = List.of(
            new Composed("mnist", 3000, "mlp", true, 64, "sgd", "cosine", 600),
            new Composed("mnist", 2000, "mlp", false, 16, "adamw", "linear", 1000),
            new Composed("fashion-mnist", 4000, "mlp", true, 256, "adamw", "cosine", 400),
            new Composed("fashion-mini", 2000, "cnn", true, 64, "sgd", "onecycle", 400),
            new Composed("digits", 1200, "mlp", true, 16, "sgd", "cosine", 900),
            new Composed("digits", 1200, "mlp", false, 64, "adamw", "constant", 600),
            new Composed("digits", 1000, "sigmoid", true, 64, "sgd", "linear", 800),
            new Composed("friedman", 2500, "tanh", false, 64, "sgd", "cosine", 800),
            new Composed("friedman", 2000, "mlp", true, 256, "adamw", "onecycle", 400),
            new Composed("diabetes", 330, "mlp", false, 16, "sgd", "cosine", 500),
            new Composed("breast-cancer", 400, "mlp", true, 64, "adamw", "linear", 300),
            new Composed("mnist", 5000, "cnn", false, 64, "adamw", "cosine", 300),
            new Composed("digits", 1200, "tanh", true, 64, "adamw", "onecycle", 600),
            new Composed("fashion-mnist", 3000, "sigmoid", true, 64, "sgd", "cosine", 1000),
            new Composed("breast-cancer", 400, "mlp", false, 16, "sgd", "onecycle", 500),
            new Composed("friedman", 2500, "mlp", false, 16, "sgd", "constant", 1000));

    /** The commit that drew the trial of that first form, which it did not pass. */
    private static final String FIRST_TRIAL = "e9e8635ec27ba6ac619317492b9bbae75765baf4";

    /** Problems for choosing lengths, offsets and exponents: those, and the ones of the first trial. */
    static final List<Composed> SEEN =
            Stream.concat(FIRST.stream(), drawn(FIRST_TRIAL, FIRST).stream()).toList();

    /** What a user gets who names a data set, and perhaps a network and an optimizer. */
    static final List<Default> DEFAULTS = List.of(
            new Default("fashion-mini", "cnn-small", "sgd", 1256),
            new Default("digits", "cnn-small", "sgd", 1025),
            new Default("fashion-mini", "mlp", "sgd", 1256),
            new Default("digits", "mlp", "adamw", 1025),
            new Default("digits", "mlp", "sgd", 1025),
            new Default("fashion-mini", "mlp", "adamw", 1256),
            new Default("breast-cancer", "mlp", "sgd", 1078),
            new Default("diabetes", "mlp", "sgd", 1100),
            new Default("friedman", "mlp", "sgd", 1056));

    private Pool() {}

    /**
     * The problems that a commit draws: each source in turn, everything else at random, none like a seen one.
     *
     * @param commit 40 hexadecimal digits
     */
    static List<Composed> drawn(String commit) {
        return drawn(commit, SEEN);
    }

    private static List<Composed> drawn(String commit, List<Composed> known) {
        SplittableRandom random = new SplittableRandom(Long.parseUnsignedLong(commit.substring(0, 16), 16));
        List<Composed> drawn = new ArrayList<>();
        while (drawn.size() < DRAWN) {
            Composed problem = draw(Sources.NAMES.get(drawn.size() % Sources.NAMES.size()), random);
            if (known.stream().noneMatch(seen -> alike(seen, problem)) && drawn.stream().noneMatch(other -> alike(other, problem))) {
                drawn.add(problem);
            }
        }
        return drawn;
    }

    private static Composed draw(String source, SplittableRandom random) {
        boolean images = !List.of("breast-cancer", "diabetes", "friedman").contains(source);
        boolean few = List.of("breast-cancer", "diabetes").contains(source);
        int batch = one(random, few ? List.of(16, 64) : List.of(16, 64, 256));
        List<String> networks = images ? List.of("mlp", "mlp", "cnn", "cnn", "tanh", "sigmoid") : List.of("mlp", "mlp", "tanh", "sigmoid");
        String network = one(random, networks);
        int examples = source.equals("diabetes")
                ? 330
                : source.equals("breast-cancer") ? 400 : one(random, source.equals("digits") ? List.of(800, 1200) : List.of(1500, 2500, 4000));
        int steps = one(random, batch == 16 ? List.of(500, 1000) : batch == 64 ? List.of(400, 800) : List.of(300, 500));
        return new Composed(
                source,
                source.equals("fashion-mini") || source.equals("friedman") ? Math.min(examples, 2500) : examples,
                network,
                random.nextBoolean(),
                batch,
                random.nextBoolean() ? "sgd" : "adamw",
                one(random, Composed.SCHEDULES),
                network.equals("cnn") ? Math.min(steps, 500) : steps);
    }

    private static <T> T one(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static boolean alike(Composed a, Composed b) {
        return a.source().equals(b.source())
                && a.network().equals(b.network())
                && a.norm() == b.norm()
                && a.batch() == b.batch()
                && a.optimizer().equals(b.optimizer());
    }
}
