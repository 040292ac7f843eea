package tuning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What was measured as a page of Markdown: where and how, the verdicts on the bars, and a table for each problem. */
record Summary(Results results, Set<String> commits, String command, String versions) {
    static final ToDoubleFunction<Row> LOSS = row -> row.test().loss();
    static final ToDoubleFunction<Row> ERROR = row -> row.test().error();

    String text() {
        StringBuilder text = new StringBuilder("# A tune beside not tuning\n\n");
        text.append("```text\n").append(System.getenv().getOrDefault("BENCH_MACHINE", "")).append('\n');
        text.append("java home: ").append(System.getProperty("java.vm.name")).append(' ')
                .append(System.getProperty("java.runtime.version")).append("; ")
                .append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.version")).append('\n');
        text.append("python: ").append(versions).append('\n');
        text.append("command: bench/tune ").append(command).append('\n');
        text.append("measured at: ").append(String.join(", ", new TreeSet<>(commits)))
                .append(commits.size() > 1 ? " (more than one: delete the older lines to have one)" : "")
                .append("\n```\n\n");
        text.append("Arms: `default` at its own length; `longer`, the default for equal time (1, 3 and 9 times as long as"
                + " far as there is time, the lowest validation loss wins); `tune`; `random`, the same with random search;"
                + " `optuna`, with PyTorch. Loss and error are of the test examples, for the weights handed over: mean ±"
                + " standard error over the seeds. Gains are over `longer`.\n\n## Verdicts\n\n");
        text.append(new Verdicts(this).text());
        for (String problem : problems()) {
            text.append(table(problem));
        }
        return text.toString();
    }

    List<String> problems() {
        Set<String> measured = new LinkedHashSet<>();
        results.rows().values().forEach(row -> measured.add(row.problem()));
        return Problem.ALL.stream().map(Problem::name).filter(measured::contains).toList();
    }

    /** The budgets, the shortest first. */
    List<String> budgets() {
        return distinct(results.rows().values().stream()
                .map(Row::budget)
                .filter(budget -> !budget.equals(TuneBench.NO_BUDGET))
                .sorted((a, b) -> Double.compare(TuneBench.seconds(a), TuneBench.seconds(b)))
                .toList());
    }

    private static List<String> distinct(Collection<String> all) {
        return List.copyOf(new LinkedHashSet<>(all));
    }

    List<Long> seeds() {
        return List.copyOf(new TreeSet<>(results.rows().values().stream().map(Row::seed).toList()));
    }

    List<Row> rows(String problem, String budget, String arm) {
        List<Row> rows = new ArrayList<>();
        seeds().forEach(seed -> results.get(problem, budget, seed, arm).ifPresent(rows::add));
        return rows;
    }

    Pairs pairs(String problem, String budget, String arm, String other) {
        return Pairs.of(results, problem, budget, seeds(), arm, other);
    }

    private String table(String problem) {
        StringBuilder text = new StringBuilder("\n## " + problem + (Problem.named(problem).isNew() ? " (new)" : "")
                + "\n\n| budget | arm | seeds | test loss | test error in % | validation loss | seconds | gain in loss |"
                + " gain in points |\n|---|---|---|---|---|---|---|---|---|\n");
        text.append(line(problem, TuneBench.NO_BUDGET, TuneBench.DEFAULT));
        for (String budget : budgets()) {
            for (String arm : TuneBench.ARMS) {
                if (!arm.equals(TuneBench.DEFAULT)) {
                    text.append(line(problem, budget, arm));
                }
            }
        }
        return text.toString();
    }

    private String line(String problem, String budget, String arm) {
        List<Row> rows = rows(problem, budget, arm);
        if (rows.isEmpty()) {
            return "";
        }
        Pairs pairs = pairs(problem, budget, arm, TuneBench.LONGER);
        boolean compared = !pairs.isEmpty() && !arm.equals(TuneBench.LONGER);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s | %s | %.1f | %s | %s |%n",
                budget,
                arm,
                rows.size(),
                stats(rows, LOSS).text(1, 4),
                stats(rows, ERROR).text(100, 2),
                stats(rows, row -> row.validation().loss()).text(1, 4),
                stats(rows, Row::seconds).mean(),
                compared ? percent(pairs.share(LOSS)) : "",
                compared ? pairs.gain(ERROR).text(100, 2) : "");
    }

    private static Stats stats(List<Row> rows, ToDoubleFunction<Row> value) {
        return Stats.of(rows.stream().map(value::applyAsDouble).toList());
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
