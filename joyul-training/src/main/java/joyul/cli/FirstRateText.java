package joyul.cli;

import java.util.Locale;
import joyul.optim.Optimizers;
import joyul.rate.RateAdvice;
import joyul.rate.RuleRate;
import joyul.rate.Schedules;
import joyul.recipe.Recipe;

/** A first rate in words: the answer, what it is for, and what other rules say. */
record FirstRateText(RateAdvice advice, Recipe recipe) {
    /**
     * The text.
     *
     * @param next the command to go on with
     */
    String text(String next) {
        StringBuilder text = new StringBuilder();
        text.append("learning rate  ").append(advice.sentence()).append('\n');
        text.append("for            ")
                .append(String.format(
                        Locale.ROOT,
                        "batch %d, %d epochs, %s, %s%n",
                        recipe.batchSize(),
                        recipe.epochs(),
                        Optimizers.CATALOG.name(recipe.optimizer()),
                        Schedules.toText(recipe.schedule())));
        text.append("cost           ")
                .append(Figures.count((double) advice.costSteps()))
                .append(" training steps\n");
        if (!advice.rules().isEmpty()) {
            text.append("\nOther rules, for comparison:\n");
            Table table = new Table("rule", "rate", "steps", "");
            for (RuleRate rule : advice.rules()) {
                table.row(rule.rule(), rates(rule), Figures.count((double) rule.costSteps()), rule.note());
            }
            text.append(table.text());
        }
        return text.append("\nNext: ").append(next).append('\n').toString();
    }

    private static String rates(RuleRate rule) {
        Double rate = rule.rate();
        Double high = rule.high();
        return rate == null ? "-" : Figures.number(rate) + (high == null ? "" : ".." + Figures.number(high));
    }
}
