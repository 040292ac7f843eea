package tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The bars that a tune must pass, one line each: passed or not, the figure, and what stands against it. */
record Verdicts(Summary summary) {
    private static final double CAN_BE_HAD = 0.1;

    String text() {
        List<String> lines = new ArrayList<>();
        for (String budget : summary.budgets()) {
            lines.add(neverWorse(budget));
            lines.add(lower(budget));
            lines.add(random(budget));
            lines.add(optuna(budget));
            lines.add(sooner(budget));
            lines.add(used(budget));
        }
        lines.add(fashionMnist());
        lines.add(fashionMini());
        lines.removeIf(String::isEmpty);
        return "| budget | bar | | measured |\n|---|---|---|---|\n" + String.join("", lines);
    }

    private static String line(String budget, String bar, boolean passed, String measured) {
        return "| " + budget + " | " + bar + " | " + (passed ? "passed" : "**not passed**") + " | " + measured + " |\n";
    }

    private List<Pairs> pairs(String budget, String arm, String other) {
        return summary.problems().stream()
                .map(problem -> summary.pairs(problem, budget, arm, other))
                .filter(pairs -> !pairs.isEmpty())
                .toList();
    }

    private String neverWorse(String budget) {
        List<Pairs> all = pairs(budget, TuneBench.TUNE, TuneBench.LONGER);
        List<String> worse = all.stream()
                .filter(each -> !each.isNoWorse())
                .map(each -> each.problem() + " by " + Summary.percent(-each.share(Summary.LOSS)))
                .toList();
        return all.isEmpty()
                ? ""
                : line(
                        budget,
                        "test loss never above the default's for equal time by more than one standard error",
                        worse.isEmpty(),
                        worse.size() + " of " + all.size() + " problems worse" + listed(worse));
    }

    /** It can be had where some arm has it in that time or less. */
    private String lower(String budget) {
        List<String> behind = new ArrayList<>();
        int possible = 0;
        for (Pairs each : pairs(budget, TuneBench.TUNE, TuneBench.LONGER)) {
            double gain = each.share(Summary.LOSS);
            if (Math.max(gain, best(each.problem(), budget)) >= CAN_BE_HAD) {
                possible++;
                if (!(gain >= CAN_BE_HAD)) {
                    behind.add(each.problem() + " " + Summary.percent(gain));
                }
            }
        }
        return possible == 0
                ? ""
                : line(
                        budget,
                        "at least 10 % lower on two thirds of the problems where an arm shows that it can be had",
                        3 * (possible - behind.size()) >= 2 * possible,
                        (possible - behind.size()) + " of " + possible + listed(behind));
    }

    private double best(String problem, String budget) {
        double longer = mean(problem, budget, TuneBench.LONGER);
        double lowest = mean(problem, TuneBench.NO_BUDGET, TuneBench.DEFAULT);
        for (String each : summary.budgets()) {
            if (TuneBench.seconds(each) <= TuneBench.seconds(budget)) {
                for (String arm : TuneBench.ARMS) {
                    double loss = mean(problem, each, arm);
                    lowest = Double.isNaN(lowest) || loss < lowest ? loss : lowest;
                }
            }
        }
        return 1 - lowest / longer;
    }

    private double mean(String problem, String budget, String arm) {
        return Stats.of(summary.rows(problem, budget, arm).stream().map(row -> Summary.LOSS.applyAsDouble(row)).toList())
                .mean();
    }

    private String random(String budget) {
        int wins = 0;
        int ties = 0;
        int all = 0;
        for (Pairs each : pairs(budget, TuneBench.TUNE, TuneBench.RANDOM)) {
            for (Row[] pair : each.rows()) {
                double tune = Summary.LOSS.applyAsDouble(pair[0]);
                double other = Summary.LOSS.applyAsDouble(pair[1]);
                all++;
                wins += tune < other || (Double.isNaN(other) && !Double.isNaN(tune)) ? 1 : 0;
                ties += tune == other ? 1 : 0;
            }
        }
        return all == 0
                ? ""
                : line(
                        budget,
                        "better than random search with the same finish in 70 % of pairs",
                        wins >= 0.7 * all,
                        wins + " of " + all + " better, " + ties + " the same weights");
    }

    private String optuna(String budget) {
        // Where Optuna has no weights to show there is nothing to be better than.
        List<Pairs> all = pairs(budget, TuneBench.TUNE, TuneBench.OPTUNA).stream()
                .filter(each -> each.rows().stream().noneMatch(pair -> Double.isNaN(pair[1].test().error())))
                .toList();
        List<String> behind = all.stream()
                .filter(each -> !(each.share(Summary.ERROR) > 0))
                .map(each -> each.problem() + " " + Summary.percent(each.share(Summary.ERROR)))
                .toList();
        double mean = all.stream().mapToDouble(each -> each.share(Summary.ERROR)).average().orElse(Double.NaN);
        return all.isEmpty()
                ? ""
                : line(
                        budget,
                        "better than Optuna and PyTorch on every problem, by 10 % of the error in the mean",
                        behind.isEmpty() && mean >= 0.1,
                        Summary.percent(mean) + " in the mean; behind on " + behind.size() + " of " + all.size() + listed(behind));
    }

    private String sooner(String budget) {
        List<Double> shares = new ArrayList<>();
        int never = 0;
        for (String problem : summary.problems()) {
            List<Double> own = new ArrayList<>();
            for (Row[] pair : summary.pairs(problem, budget, TuneBench.TUNE, TuneBench.OPTUNA).rows()) {
                OptionalDouble until = pair[0].secondsUntil(pair[1].validation().error());
                if (Double.isNaN(pair[1].validation().error())) {
                    continue;
                }
                never += until.isPresent() ? 0 : 1;
                own.add(until.orElse(Double.POSITIVE_INFINITY) / pair[1].seconds());
            }
            if (!own.isEmpty()) {
                shares.add(Stats.median(own));
            }
        }
        double median = Stats.median(shares);
        return shares.isEmpty()
                ? ""
                : line(
                        budget,
                        "Optuna's last validation error on a fresh seed in a fifth of its time, median over problems",
                        median <= 0.2,
                        Double.isInfinite(median)
                                ? "not reached on half of the problems"
                                : String.format(Locale.ROOT, "%.2f of its time; %d runs never", median, never));
    }

    private String used(String budget) {
        List<Double> unused = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        for (String problem : summary.problems()) {
            for (Row row : summary.rows(problem, budget, TuneBench.TUNE)) {
                unused.add(1 - row.seconds() / TuneBench.seconds(budget));
                busy.add(row.busy());
            }
        }
        double most = unused.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        double mean = Stats.of(busy).mean();
        return unused.isEmpty()
                ? ""
                : line(
                        budget,
                        "at most 2 % of the budget unused, processors busy 95 %",
                        most <= 0.02 && mean >= 0.95,
                        "unused " + Summary.percent(Stats.of(unused).mean()) + ", at most " + Summary.percent(most)
                                + "; busy " + Summary.percent(mean));
    }

    private String fashionMnist() {
        List<Row> rows = summary.rows("fashion-mnist/cnn", "17m", TuneBench.TUNE);
        Stats error = Stats.of(rows.stream().map(row -> Summary.ERROR.applyAsDouble(row)).toList());
        return rows.isEmpty()
                ? ""
                : line("17m", "fashion-mnist/cnn: at most 6.3 % test error", error.mean() <= 0.063, error.text(100, 2) + " %");
    }

    private String fashionMini() {
        Pairs pairs = summary.pairs("fashion-mini/cnn-small", "150s", TuneBench.TUNE, TuneBench.LONGER);
        Stats gain = pairs.gain(Summary.ERROR);
        return pairs.isEmpty()
                ? ""
                : line(
                        "150s",
                        "fashion-mini/cnn-small: 1.0 point above the default's best length, five seeds",
                        gain.mean() >= 0.01 && gain.count() >= 5,
                        gain.text(100, 2) + " points over " + gain.count() + " seeds");
    }

    private static String listed(List<String> items) {
        return items.isEmpty() ? "" : ": " + String.join(", ", items);
    }
}
