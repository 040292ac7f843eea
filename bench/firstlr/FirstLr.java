package firstlr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.data.Data;

/**
 * Compares rules for the first learning rate with the truth. Arguments: {@code seen}, {@code drawn} or {@code defaults}, the results file,
 * the frozen commit, and the seconds after which no further problem is begun.
 */
public final class FirstLr {
    private FirstLr() {}

    public static void main(String[] arguments) throws Exception {
        List<? extends Problem> problems =
                switch (arguments[0]) {
                    case "seen" -> Pool.SEEN;
                    case "drawn" -> Pool.drawn(arguments[2]);
                    default -> Pool.DEFAULTS;
                };
        Results results = Results.open(Path.of(arguments[1]));
        long end = System.nanoTime() + Long.parseLong(arguments[3]) * 1_000_000_000L;
        Sources sources = new Sources(
                Optional.ofNullable(System.getenv("JOYUL_DATA")).map(Path::of).filter(Files::isDirectory));
        Map<Problem, Row> rows = new LinkedHashMap<>();
        int left = 0;
        for (Problem problem : problems) {
            if (!results.has(truth(problem)) && !sources.has(problem.source())) {
                System.err.println("skipped: " + problem.name() + " needs " + problem.source() + " in JOYUL_DATA");
                continue;
            }
            if (!complete(results, problem)) {
                if (System.nanoTime() > end) {
                    left++;
                    continue;
                }
                long begun = System.nanoTime();
                measure(problem, sources, results);
                System.err.printf("%s  %.0f s%n", problem.name(), (System.nanoTime() - begun) / 1e9);
            }
            rows.put(problem, row(problem, results));
        }
        if (left > 0) {
            System.err.println(left + " problems are left for the next run");
        }
        System.out.print(new Table(rows).text());
    }

    private static String truth(Problem problem) {
        return "truth " + problem.name();
    }

    private static String answer(Problem problem) {
        return "answers " + problem.name();
    }

    private static boolean complete(Results results, Problem problem) {
        return results.has(truth(problem)) && results.has(answer(problem));
    }

    private static void measure(Problem problem, Sources sources, Results results) throws Exception {
        Data data = problem.data(sources.get(problem.source()));
        // The answers come first: no rule can look at the truth.
        if (!results.has(answer(problem))) {
            results.add(answer(problem), Answers.measured(problem, data).lines());
        }
        if (!results.has(truth(problem))) {
            String growing = "growing " + truth(problem);
            Truth known = Truth.read(results.has(growing) ? results.get(growing) : List.of());
            Truth whole = Truth.measured(problem, data, known, rows -> results.add(growing, rows.lines()));
            results.replace(growing, truth(problem), whole.lines());
        }
    }

    private static Row row(Problem problem, Results results) {
        return new Row(Truth.read(results.get(truth(problem))), Answers.read(results.get(answer(problem))));
    }

    /** One problem: its truth and what the rules answered. */
    record Row(Truth truth, Answers answers) {}
}
