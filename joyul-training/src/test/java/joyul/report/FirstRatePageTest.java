package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.explain.Language;
import joyul.firstrate.RacedRate;
import joyul.firstrate.RangeSweep;
import joyul.firstrate.RateAdvice;
import joyul.firstrate.RateReason;
import joyul.firstrate.RuleRate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FirstRatePageTest {
    private static final RateAdvice ADVICE = new RateAdvice(
            0.03,
            0.3,
            0.1,
            new RateReason.Raced(
                    2,
                    20,
                    0.1,
                    0.5,
                    OptionalDouble.empty(),
                    false,
                    OptionalDouble.of(1),
                    Optional.of(new RateReason.Carried(0.12, 8, 0.83))),
            123,
            new RangeSweep(List.of(1e-3, 1e-2, 1e-1), List.of(2.0, 1.0, Double.POSITIVE_INFINITY)),
            List.of(new RacedRate(0.1, 20, 1, 0.5), new RacedRate(1, 20, 1, Double.POSITIVE_INFINITY)),
            List.of(new RuleRate("habit", 0.1, null, 0, "SGD"), new RuleRate("none", null, null, 0, "no answer")),
            "");

    private static final Pattern JSON = Pattern.compile("id=\"data-first_rate\">(.*?)</script>");

    private static JsonNode data(String html) {
        Matcher found = JSON.matcher(html);
        assertThat(found.find()).isTrue();
        return JsonMapper.shared().readTree(found.group(1));
    }

    @Test
    void thePageShowsEachRunAndNothingThatIsNotANumber() {
        String html = FirstRatePage.html(ADVICE, "", Language.EN);
        assertThat(html)
                .contains("<h1>Use a learning rate of 0.1</h1>")
                .contains("Begin with a learning rate of 0.1; the best one should lie between 0.03 and 0.3.")
                .contains(
                        "<p class=\"reasons\">Of 2 rates run in short",
                        "wants x0.83 of it.</p>",
                        "<td>habit</td>",
                        "<td>0.1</td>",
                        "<td>–</td>")
                .contains("<span class=\"value\">123</span>");
        JsonNode data = data(html);
        assertThat(data.get("races").toString()).isEqualTo("[[0.1,0.5,20]]");
        assertThat(data.get("lost").toString()).isEqualTo("[1]");
        assertThat(data.get("sweep").toString()).isEqualTo("[[0.001,2],[0.01,1]]");
        assertThat(data.get("interval").toString()).isEqualTo("[0.03,0.3]");
    }

    @Test
    void theTitleNamesTheDataAndTheKoreanPageHasNoEnglishReason() {
        String recipe = "data: {source: /home/me/prices.csv}\nlearning_rate: 0.1\nbatch_size: 32\nepochs: 3\n";
        assertThat(FirstRatePage.html(ADVICE, recipe, Language.EN))
                .contains("<h1>Learning rate for prices.csv: use 0.1</h1>", "<pre tabindex=\"0\" id=\"recipe\">data:");
        assertThat(FirstRatePage.html(ADVICE, recipe, Language.KO))
                .contains("<h1>prices.csv의 학습률: 0.1 권장</h1>", "<html lang=\"ko\">")
                .contains("<p class=\"reasons\">짧게 학습해 본", "8배 길어서 그 0.83배가 알맞습니다.</p>")
                .doesNotContain("run in short");
    }
}
