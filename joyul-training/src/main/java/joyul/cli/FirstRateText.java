package joyul.cli;

import joyul.firstrate.RateAdvice;
import joyul.firstrate.RuleRate;
import joyul.optim.Optimizers;
import joyul.rate.Schedules;
import joyul.recipe.Recipe;

/** A first rate in words: the answer, what it is for, and what other rules say. */
record FirstRateText(RateAdvice advice, Recipe recipe, Speech speech) {
    /**
     * The text.
     *
     * @param next the command to go on with
     */
    String text(String next) {
        StringBuilder text = new StringBuilder();
        line(text, "lr.rate", advice.sentence(speech.texts().language()));
        line(
                text,
                "lr.for",
                speech.say(
                        "lr.recipe",
                        "batch",
                        Integer.toString(recipe.batchSize()),
                        "epochs",
                        recipe.epochs(),
                        "optimizer",
                        Optimizers.CATALOG.name(recipe.optimizer()),
                        "schedule",
                        Schedules.toText(recipe.schedule())));
        line(text, "lr.cost", speech.say("lr.cost.steps", "count", advice.costSteps()));
        if (!advice.rules().isEmpty()) {
            text.append('\n').append(speech.say("lr.rules")).append('\n');
            Table table = new Table(
                    speech.say("lr.column.rule"), speech.say("lr.column.rate"), speech.say("lr.column.steps"), "");
            for (RuleRate rule : advice.rules()) {
                table.row(
                        speech.texts().retold(rule.rule()),
                        rates(rule),
                        Figures.count((double) rule.costSteps()),
                        speech.texts().retold(rule.note()));
            }
            text.append(speech.table(table));
        }
        return text.append('\n')
                .append(speech.say("word.next", "command", next))
                .append('\n')
                .toString();
    }

    private void line(StringBuilder text, String name, String value) {
        text.append(Columns.padded(speech.say(name), 15)).append(value).append('\n');
    }

    private static String rates(RuleRate rule) {
        Double rate = rule.rate();
        Double high = rule.high();
        return rate == null ? "-" : Figures.number(rate) + (high == null ? "" : ".." + Figures.number(high));
    }
}
