package tuning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.tune.RandomSearch;

/** Compares a tune with not tuning; the options are those of {@code bench/tune}. */
public final class TuneBench {
    static final String DEFAULT = "default";
    static final String LONGER = "longer";
    static final String TUNE = "tune";
    static final String RANDOM = "random";
    static final String OPTUNA = "optuna";
    static final List<String> ARMS = List.of(DEFAULT, LONGER, TUNE, RANDOM, OPTUNA);
    static final String NO_BUDGET = "-";

    private static final Path WORK = Path.of("joyul-training", "target", "bench-tune");
    private static final Set<String> FLAGS = Set.of("quick", "table");
    private static final Set<String> OPTIONS =
            Set.of("problems", "budgets", "seeds", "arms", "data", "tables", "python", "results");

    private final Map<String, String> options;
    private final List<String> budgets;
    private final List<Long> seeds;
    private final Optional<String> python;
    private final Sources sources;
    private final Results results;
    private final String commit = System.getenv().getOrDefault("BENCH_COMMIT", "unknown");

    private TuneBench(Map<String, String> options) throws IOException {
        this.options = options;
        boolean quick = options.containsKey("quick");
        budgets = list("budgets", quick ? "10s" : "30s,150s,17m");
        budgets.forEach(TuneBench::seconds);
        seeds = list("seeds", quick ? "1" : "1,2,3").stream().map(Long::parseLong).toList();
        python = option("python", "JOYUL_PYTHON");
        sources = Sources.in(
                option("data", "JOYUL_DATA").map(Path::of).filter(Files::isDirectory),
                Optional.ofNullable(options.get("tables")).map(Path::of));
        Path usual = quick ? WORK.resolve("quick.tsv") : Path.of("bench", "results", "tune.tsv");
        results = Results.open(Optional.ofNullable(options.get("results")).map(Path::of).orElse(usual));
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new TuneBench(options(arguments)).run(String.join(" ", arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench/tune: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("^--", "");
            if (FLAGS.contains(name)) {
                options.put(name, "");
            } else if (OPTIONS.contains(name) && i + 1 < arguments.length) {
                options.put(name, arguments[++i]);
            } else {
                throw new IllegalArgumentException(
                        arguments[i] + " is no option, or misses its value; its first lines tell the options");
            }
        }
        return options;
    }

    private List<String> list(String option, String usual) {
        return List.of(options.getOrDefault(option, usual).split(","));
    }

    private Optional<String> option(String name, String variable) {
        return Optional.ofNullable(options.getOrDefault(name, System.getenv(variable)));
    }

    static double seconds(String budget) {
        if (!budget.matches("\\d{1,6}[sm]")) {
            throw new IllegalArgumentException("a budget is written 30s or 17m, but was " + budget);
        }
        return Double.parseDouble(budget.substring(0, budget.length() - 1)) * (budget.endsWith("m") ? 60 : 1);
    }

    private void run(String command) throws Exception {
        List<String> names = new ArrayList<>(options.containsKey("problems")
                ? list("problems", "")
                : options.containsKey("quick") ? Problem.QUICK : Problem.ALL.stream().map(Problem::name).toList());
        List<Problem> problems = names.stream().map(Problem::named).toList();
        List<String> arms = list("arms", String.join(",", ARMS));
        if (!ARMS.containsAll(arms)) {
            throw new IllegalArgumentException("the arms are " + String.join(", ", ARMS) + ", but were " + arms);
        }
        String versions = versions();
        if (!options.containsKey("table")) {
            // Short budgets first: they say soonest whether something is wrong.
            for (String budget : budgets) {
                for (Problem problem : problems) {
                    Optional<String> missing = sources.missing(problem.source());
                    missing.ifPresent(what -> System.err.println("skipped: " + problem.name() + " needs " + what));
                    for (long seed : missing.isPresent() ? List.<Long>of() : seeds) {
                        measure(problem, budget, seed, arms);
                    }
                }
            }
        }
        String text = new Summary(results, commits(), command, versions).text();
        System.out.print(text);
        Path file = results.file().resolveSibling(results.file().getFileName().toString().replaceFirst("(\\.tsv)?$", ".md"));
        Files.writeString(file, text);
        System.err.println("kept in " + results.file() + " and " + file);
    }

    private void measure(Problem problem, String budget, long seed, List<String> arms) throws Exception {
        List<String> open = new ArrayList<>(arms);
        open.removeIf(arm -> results.has(Row.key(problem.name(), budgetOf(arm, budget), seed, arm))
                || (arm.equals(OPTUNA) && python.isEmpty()));
        if (open.isEmpty()) {
            return;
        }
        Data data = problem.data(sources, seed);
        Recipe recipe = problem.recipe(data, seed);
        for (String arm : open) {
            String its = budgetOf(arm, budget);
            Clock clock = Clock.start();
            Found found;
            try {
                found = found(arm, problem, recipe, data, seconds(budget));
            } catch (InputException told) {
                // What a user would be told in the place of a result.
                found = Found.nothing(told.line(), clock);
            } catch (IOException | RuntimeException | ExecutionException fault) {
                System.err.println("failed, and left for the next start: " + Row.key(problem.name(), its, seed, arm) + "  " + fault);
                continue;
            }
            Row row = found.row(problem.name(), its, seed, arm, commit);
            results.add(row);
            System.err.printf(
                    "%-24s %5s seed %d %-8s test loss %.4f, error %.2f %%, %.1f s  (%s)%n",
                    row.problem(), its, seed, arm, row.test().loss(), 100 * row.test().error(), row.seconds(), row.detail());
        }
    }

    private static String budgetOf(String arm, String budget) {
        return arm.equals(DEFAULT) ? NO_BUDGET : budget;
    }

    private Found found(String arm, Problem problem, Recipe recipe, Data data, double seconds) throws Exception {
        Tunes tunes = new Tunes(recipe, data, WORK.resolve("folder"));
        return switch (arm) {
            case DEFAULT -> Untuned.of(recipe, data).once();
            case LONGER -> Untuned.of(recipe, data).longer(seconds);
            case TUNE -> tunes.run(seconds, UnaryOperator.identity());
            case RANDOM -> tunes.run(seconds, RandomSearch::of);
            default -> new Optuna(python.orElseThrow(), problem, recipe, data, WORK.resolve("arrays")).run(seconds);
        };
    }

    /** The commits that the rows were measured at. */
    private Set<String> commits() {
        Set<String> commits = new HashSet<>();
        results.rows().values().forEach(row -> commits.add(row.commit()));
        return commits;
    }

    /** Of the Python and its libraries. */
    private String versions() throws IOException, InterruptedException {
        if (python.isEmpty()) {
            System.err.println("skipped: the arm optuna needs a Python with torch and optuna in --python");
            return "no Python";
        }
        Process process = new ProcessBuilder(Arrays.asList(python.get(), "bench/tune.py", "--versions"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalArgumentException(python.get() + " has no torch or no optuna; leave --python out or give another");
        }
        return text;
    }
}
