package firstlr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.data.Data;
import joyul.probe.FirstRate;
import joyul.probe.RangeTests;
import joyul.firstrate.RangeLibrary;
import joyul.firstrate.RangeRule;
import joyul.firstrate.RangeSweep;
import joyul.firstrate.RateAdvice;
import joyul.recipe.Recipe;

/** What every rule answers for one problem: the rate, its cost, and the rates from other starts of the sweep. */
record Answers(Map<String, Answer> rules) {
    static final String OURS = "joyul";
    static final String OURS_SHORTER = "joyul, a quarter of the run";
    static final String OURS_LONGER = "joyul, twice the budget";
    /** The starts that an answer should not depend on. */
    static final double[] STARTS = {1e-8, 1e-7, 1e-6, 1e-5, 1e-4};

    /**
     * One rule's answer.
     *
     * @param rate NaN where it has none
     * @param low lower end of its interval; NaN where it gives a point
     * @param moved the largest of its answers over the starts by the smallest; NaN where it has no sweep
     */
    record Answer(double rate, double low, double high, long steps, double moved) {
        String line() {
            return rate + " " + low + " " + high + " " + steps + " " + moved;
        }

        static Answer read(String line) {
            String[] parts = line.split(" ", -1);
            return new Answer(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Long.parseLong(parts[3]),
                    Double.parseDouble(parts[4]));
        }
    }

    /** One line a rule: its name, a bar, its answer. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rules.forEach((rule, answer) -> lines.add(rule + " | " + answer.line()));
        return lines;
    }

    static Answers read(List<String> lines) {
        Map<String, Answer> rules = new LinkedHashMap<>();
        for (String line : lines) {
            int bar = line.indexOf(" | ");
            rules.put(line.substring(0, bar), Answer.read(line.substring(bar + 3)));
        }
        return new Answers(rules);
    }

    static Answers measured(Problem problem, Data data) {
        Recipe recipe = problem.recipe(data);
        Map<String, Answer> answers = new LinkedHashMap<>();
        long usual = FirstRate.usualBudget(recipe, data);
        answers.put(OURS, ours(recipe, data, usual));
        answers.put(OURS_SHORTER, ours(recipe, data, quarter(problem.steps())));
        answers.put(OURS_LONGER, ours(recipe, data, 2 * usual));
        peers(recipe, data, answers);
        double habit = problem.optimizer().equals("sgd") ? 0.1 : 1e-3;
        answers.put("habit", new Answer(habit, Double.NaN, Double.NaN, 0, Double.NaN));
        return new Answers(answers);
    }

    private static Answer ours(Recipe recipe, Data data, long budget) {
        List<Double> rates = new ArrayList<>();
        RateAdvice usual = null;
        for (double start : STARTS) {
            RateAdvice advice = FirstRate.of(recipe, data).budget(budget).sweepFrom(start).run();
            rates.add(advice.recommended());
            usual = start == 1e-5 ? advice : usual;
        }
        return new Answer(usual.recommended(), usual.low(), usual.high(), usual.costSteps(), spread(rates));
    }

    private static void peers(Recipe recipe, Data data, Map<String, Answer> answers) {
        for (RangeLibrary library : RangeLibrary.values()) {
            RangeSweep usual = RangeTests.run(recipe, data, library, library.lowest());
            List<RangeSweep> moved = new ArrayList<>();
            for (double start : STARTS) {
                moved.add(RangeTests.run(recipe, data, library, start));
            }
            for (RangeRule rule : RangeRule.values()) {
                if (rule.library() == library) {
                    List<Double> rates = new ArrayList<>();
                    moved.forEach(test -> rule.suggest(test).ifPresent(rates::add));
                    double rate = rule.suggest(usual).orElse(Double.NaN);
                    answers.put(rule.title(), new Answer(rate, Double.NaN, Double.NaN, usual.size(), spread(rates)));
                }
            }
        }
    }

    /** A quarter of a short run, an eighth of a long one, and never below 200 steps. */
    private static long quarter(int steps) {
        return Math.max(Math.max(200, Math.round(0.12 * steps)), Math.min(400, steps / 4));
    }

    private static double spread(List<Double> rates) {
        double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return most / rates.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }
}
