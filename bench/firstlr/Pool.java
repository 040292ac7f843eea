package firstlr;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The problems that the method was made on, and those drawn for its trial by the hash of the commit that froze it. */
final class Pool {
    private static final int DRAWN = 20;

    /** What the first form of the method was made on. */
    private static final List<Problem> FIRST = List.of(
            new Problem("mnist", 3000, "mlp", true, 64, "sgd", "cosine", 600),
            new Problem("mnist", 2000, "mlp", false, 16, "adamw", "linear", 1000),
            new Problem("fashion-mnist", 4000, "mlp", true, 256, "adamw", "cosine", 400),
            new Problem("fashion-mini", 2000, "cnn", true, 64, "sgd", "onecycle", 400),
            new Problem("digits", 1200, "mlp", true, 16, "sgd", "cosine", 900),
            new Problem("digits", 1200, "mlp", false, 64, "adamw", "constant", 600),
            new Problem("digits", 1000, "sigmoid", true, 64, "sgd", "linear", 800),
            new Problem("friedman", 2500, "tanh", false, 64, "sgd", "cosine", 800),
            new Problem("friedman", 2000, "mlp", true, 256, "adamw", "onecycle", 400),
            new Problem("diabetes", 330, "mlp", false, 16, "sgd", "cosine", 500),
            new Problem("breast-cancer", 400, "mlp", true, 64, "adamw", "linear", 300),
            new Problem("mnist", 5000, "cnn", false, 64, "adamw", "cosine", 300),
            new Problem("digits", 1200, "tanh", true, 64, "adamw", "onecycle", 600),
            new Problem("fashion-mnist", 3000, "sigmoid", true, 64, "sgd", "cosine", 1000),
            new Problem("breast-cancer", 400, "mlp", false, 16, "sgd", "onecycle", 500),
            new Problem("friedman", 2500, "mlp", false, 16, "sgd", "constant", 1000));

    /** The commit that drew the trial of that first form, which it did not pass. */
    private static final String FIRST_TRIAL = "e9e8635ec27ba6ac619317492b9bbae75765baf4";

    /** Problems for choosing lengths, offsets and exponents: those, and the ones of the first trial. */
    static final List<Problem> SEEN =
            Stream.concat(FIRST.stream(), drawn(FIRST_TRIAL, FIRST).stream()).toList();

    private Pool() {}

    /**
     * The problems that a commit draws: each source in turn, everything else at random, none like a seen one.
     *
     * @param commit 40 hexadecimal digits
     */
    static List<Problem> drawn(String commit) {
        return drawn(commit, SEEN);
    }

    private static List<Problem> drawn(String commit, List<Problem> known) {
        SplittableRandom random = new SplittableRandom(Long.parseUnsignedLong(commit.substring(0, 16), 16));
        List<Problem> drawn = new ArrayList<>();
        while (drawn.size() < DRAWN) {
            Problem problem = draw(Sources.NAMES.get(drawn.size() % Sources.NAMES.size()), random);
            if (known.stream().noneMatch(seen -> alike(seen, problem)) && drawn.stream().noneMatch(other -> alike(other, problem))) {
                drawn.add(problem);
            }
        }
        return drawn;
    }

    private static Problem draw(String source, SplittableRandom random) {
        boolean images = !List.of("breast-cancer", "diabetes", "friedman").contains(source);
        boolean few = List.of("breast-cancer", "diabetes").contains(source);
        int batch = one(random, few ? List.of(16, 64) : List.of(16, 64, 256));
        List<String> networks = images ? List.of("mlp", "mlp", "cnn", "cnn", "tanh", "sigmoid") : List.of("mlp", "mlp", "tanh", "sigmoid");
        String network = one(random, networks);
        int examples = source.equals("diabetes")
                ? 330
                : source.equals("breast-cancer") ? 400 : one(random, source.equals("digits") ? List.of(800, 1200) : List.of(1500, 2500, 4000));
        int steps = one(random, batch == 16 ? List.of(500, 1000) : batch == 64 ? List.of(400, 800) : List.of(300, 500));
        return new Problem(
                source,
                source.equals("fashion-mini") || source.equals("friedman") ? Math.min(examples, 2500) : examples,
                network,
                random.nextBoolean(),
                batch,
                random.nextBoolean() ? "sgd" : "adamw",
                one(random, Problem.SCHEDULES),
                network.equals("cnn") ? Math.min(steps, 500) : steps);
    }

    private static <T> T one(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static boolean alike(Problem a, Problem b) {
        return a.source().equals(b.source())
                && a.network().equals(b.network())
                && a.norm() == b.norm()
                && a.batch() == b.batch()
                && a.optimizer().equals(b.optimizer());
    }
}
