package firstlr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison as Markdown: a line for each rule over all problems, then a line for each problem and rule. */
record Table(Map<Problem, FirstLr.Row> rows) {
    /** How one answer compares with the truth. */
    private record Score(
            double ratio, double penalty, double points, boolean inside, boolean withinDeviation, boolean covered) {
        /** Where a rule has no answer. */
        private static final Truth.Excess NONE =
                new Truth.Excess(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);

        static Score of(Truth truth, Answers.Answer answer) {
            double place = Math.log10(answer.rate());
            double[] good = truth.goodPlaces();
            Truth.Excess excess = Double.isNaN(place) ? NONE : truth.excess(place);
            double off = place < good[0] ? place - good[0] : place > good[1] ? place - good[1] : 0;
            // An interval covers the truth if it reaches into the good set.
            boolean covered = Math.log10(answer.low()) <= good[1] && Math.log10(answer.high()) >= good[0];
            return new Score(
                    Math.pow(10, off),
                    excess.share(),
                    excess.points(),
                    off == 0,
                    excess.loss() <= truth.seedDeviation(),
                    covered);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("| rule | inside | within x2 | within x3 | loss within 10 % | penalty, median (90 %) | within 1 sd |"
                + " accuracy within .3 points | interval holds | cost, share of the run | moves, median (90 %) |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (String rule : names()) {
            text.append(summary(rule));
        }
        text.append("\n| problem | good rates | rule | rate | ratio | penalty | points of accuracy | steps of the run's |"
                + " moves |\n|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach((problem, row) -> row.answers().rules().forEach((rule, answer) -> text.append(line(problem, row, rule, answer))));
        return text.toString();
    }

    private List<String> names() {
        return rows.isEmpty()
                ? List.of()
                : List.copyOf(rows.values().iterator().next().answers().rules().keySet());
    }

    private String summary(String rule) {
        List<Double> penalties = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<Double> moves = new ArrayList<>();
        List<Double> points = new ArrayList<>();
        int inside = 0;
        int two = 0;
        int three = 0;
        int ten = 0;
        int deviation = 0;
        int covered = 0;
        for (Map.Entry<Problem, FirstLr.Row> entry : rows.entrySet()) {
            Answers.Answer answer = entry.getValue().answers().rules().get(rule);
            Score score = Score.of(entry.getValue().truth(), answer);
            double off = Math.abs(Math.log10(score.ratio()));
            inside += score.inside() ? 1 : 0;
            two += off <= Math.log10(2) + 1e-9 ? 1 : 0;
            three += off <= Math.log10(3) + 1e-9 ? 1 : 0;
            ten += score.penalty() <= 0.1 ? 1 : 0;
            deviation += score.withinDeviation() ? 1 : 0;
            covered += score.covered() ? 1 : 0;
            penalties.add(score.penalty());
            if (!Double.isNaN(score.points())) {
                points.add(score.points());
            }
            shares.add(answer.steps() / (double) entry.getKey().steps());
            if (!Double.isNaN(answer.moved())) {
                moves.add(answer.moved());
            }
        }
        double n = rows.size();
        boolean interval = !Double.isNaN(rows.values().iterator().next().answers().rules().get(rule).low());
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %s (%s) | %.2f | %s | %s | %.2f | %s |%n",
                rule,
                inside / n,
                two / n,
                three / n,
                ten / n,
                percent(quantile(penalties, 0.5)),
                percent(quantile(penalties, 0.9)),
                deviation / n,
                points.isEmpty()
                        ? "-"
                        : String.format(
                                Locale.ROOT, "%d of %d", points.stream().filter(lost -> lost <= 0.3).count(), points.size()),
                interval ? String.format(Locale.ROOT, "%.2f", covered / n) : "-",
                shares.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                moves.isEmpty() ? "-" : times(quantile(moves, 0.5)) + " (" + times(quantile(moves, 0.9)) + ")");
    }

    private static String line(Problem problem, FirstLr.Row row, String rule, Answers.Answer answer) {
        Score score = Score.of(row.truth(), answer);
        double[] good = row.truth().goodPlaces();
        return String.format(
                Locale.ROOT,
                "| %s | %.2g-%.2g | %s | %s | %s | %s | %s | %d of %d | %s |%n",
                problem.name(),
                Math.pow(10, good[0]),
                Math.pow(10, good[1]),
                rule,
                Double.isNaN(answer.rate()) ? "-" : String.format(Locale.ROOT, "%.2g", answer.rate()),
                Double.isNaN(score.ratio()) ? "-" : times(score.ratio()),
                percent(score.penalty()),
                Double.isNaN(score.points()) ? "-" : String.format(Locale.ROOT, "%.2f", -score.points()),
                answer.steps(),
                problem.steps(),
                Double.isNaN(answer.moved()) ? "-" : times(answer.moved()));
    }

    /** The smallest value that the share of values does not exceed. */
    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, Math.max(0, (int) Math.ceil(share * sorted.size()) - 1)));
    }

    private static String percent(double value) {
        return Double.isInfinite(value) ? "diverged" : String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }

    private static String times(double value) {
        return String.format(Locale.ROOT, "x%.2g", value);
    }
}
