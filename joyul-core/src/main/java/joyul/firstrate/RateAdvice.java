package joyul.firstrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.expression.JsonText;
import joyul.expression.Numbers;

/**
 * A first learning rate for one recipe, as measured: an interval, the rate to use, and why.
 *
 * @param low lower end of the interval that should hold the best rate
 * @param high its upper end
 * @param recommended the rate to use
 * @param reason what that follows from
 * @param costSteps training steps that the answer took
 * @param sweep the range test it began with
 * @param races the short runs that decided
 * @param rules what other rules would say
 * @param checksum SHA-256 of the fresh weights that all began from, the same before and after
 */
public record RateAdvice(
        double low,
        double high,
        double recommended,
        RateReason reason,
        long costSteps,
        RangeSweep sweep,
        List<RacedRate> races,
        List<RuleRate> rules,
        String checksum) {
    public RateAdvice {
        races = List.copyOf(races);
        rules = List.copyOf(rules);
        if (!(low > 0 && low <= recommended && recommended <= high && high < Double.POSITIVE_INFINITY)) {
            throw new InputException("a recommended rate must lie in its interval, but " + recommended + " is not in ["
                    + low + ", " + high + "]");
        }
    }

    /** The same advice beside what other rules say. */
    public RateAdvice beside(List<RuleRate> others) {
        return new RateAdvice(low, high, recommended, reason, costSteps, sweep, races, others, checksum);
    }

    /** The same advice with the checksum of the weights that all runs began from. */
    public RateAdvice from(String weights) {
        return new RateAdvice(low, high, recommended, reason, costSteps, sweep, races, rules, weights);
    }

    /** {@code 0.06-0.18, use 0.1: ...}, with rates to two significant digits. */
    public String sentence(Language language) {
        return Texts.of(language)
                .and(RateAdvice.class)
                .say(
                        "rate.answer",
                        "low",
                        Numbers.significant(low, 2),
                        "high",
                        Numbers.significant(high, 2),
                        "rate",
                        Numbers.significant(recommended, 2),
                        "reason",
                        reason.phrase());
    }

    /**
     * One JSON object: {@code low}, {@code high}, {@code recommended}, {@code reason}, {@code cost_steps} and the rest.
     *
     * @param language of the reason
     */
    public String json(Language language) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("low", low);
        map.put("high", high);
        map.put("recommended", recommended);
        map.put("reason", reason.in(language));
        map.put("cost_steps", costSteps);
        List<Map<String, Object>> others = new ArrayList<>();
        for (RuleRate rule : rules) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("rule", rule.rule());
            row.put("rate", rule.rate());
            row.put("high", rule.high());
            row.put("cost_steps", rule.costSteps());
            row.put("note", rule.note());
            others.add(row);
        }
        map.put("rules", others);
        List<Map<String, Object>> raced = new ArrayList<>();
        for (RacedRate race : races) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("rate", race.rate());
            row.put("steps", race.steps());
            row.put("seed", race.seed());
            row.put("loss", race.finished() ? race.loss() : null);
            raced.add(row);
        }
        map.put("races", raced);
        Map<String, Object> curve = new LinkedHashMap<>();
        curve.put("rates", sweep.rates());
        curve.put("losses", sweep.losses());
        map.put("sweep", curve);
        map.put("state_checksum", checksum);
        return JsonText.result(map);
    }
}
