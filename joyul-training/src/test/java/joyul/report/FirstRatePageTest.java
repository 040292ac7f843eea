package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joyul.rate.RacedRate;
import joyul.rate.RangeTest;
import joyul.rate.RateAdvice;
import joyul.rate.RuleRate;
import org.junit.jupiter.api.Test;

class FirstRatePageTest {
    private static final RateAdvice ADVICE = new RateAdvice(
            0.03,
            0.3,
            0.1,
            "of 2 rates <tried>",
            123,
            new RangeTest(List.of(1e-3, 1e-2, 1e-1), List.of(2.0, 1.0, Double.POSITIVE_INFINITY)),
            List.of(new RacedRate(0.1, 20, 1, 0.5), new RacedRate(1, 20, 1, Double.POSITIVE_INFINITY)),
            List.of(new RuleRate("habit", 0.1, null, 0, "SGD"), new RuleRate("none", null, null, 0, "no answer")),
            "");

    @Test
    void thePageShowsEachRunAndNothingThatIsNotANumber() {
        String html = FirstRatePage.html(ADVICE);
        assertThat(html)
                .contains("of 2 rates &lt;tried&gt;", "123 training steps", "<td>habit<td>0.100", "<td>none<td>-");
        assertThat(html.split("<circle", -1)).hasSize(3);
        assertThat(html).doesNotContain("NaN").doesNotContain("x=\"Infinity").doesNotContain("y=\"Infinity");
    }
}
