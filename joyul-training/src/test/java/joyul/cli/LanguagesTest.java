package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import joyul.batch.Recommendation;
import joyul.explain.Texts;
import joyul.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LanguagesTest {
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)");

    /** Words that have another one in their place: trial, tune, gradient, epoch, warm-up, expectation. */
    private static final Pattern OTHER_TERMS =
            Pattern.compile("시행|튜닝|그래디언트|그레디언트|에포크|웜업|기대값|러닝 레이트|배치 사이즈|임계 배치(?! 크기)|하이퍼 파라미터");

    /** A statement that does not end as one speaks to somebody. */
    private static final Pattern OTHER_VOICE = Pattern.compile("(?<!니)다(?=\\.|\\s*$)");

    /** A particle behind a gap whose form was decided before the gap is filled. */
    private static final Pattern DECIDED_PARTICLE =
            Pattern.compile("}\\s?(은|는|이|가|을|를|과|와|으로|로|이고|이며|이지만|였지만|이었지만)(?=[\\s,.;:]|$)");

    static List<Class<?>> rooms() {
        return List.of(Texts.class, Recommendation.class, Report.class, Console.class);
    }

    private static Properties texts(Class<?> room, String language) throws IOException {
        Properties texts = new Properties();
        try (InputStreamReader file = new InputStreamReader(
                room.getResourceAsStream("texts_" + language + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(file);
        }
        return texts;
    }

    private static Set<String> gaps(String text) {
        return GAP.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyTextHasItsLikeInKoreanWithTheSameGaps(Class<?> room) throws IOException {
        Properties english = texts(room, "en");
        Properties korean = texts(room, "ko");
        assertThat(korean.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(gaps(english.getProperty(key))).as(key).containsAll(gaps(korean.getProperty(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void koreanHasOneVoiceOneTermForAThingAndParticlesThatFollowWhatIsSaid(Class<?> room) throws IOException {
        Properties korean = texts(room, "ko");
        for (String key : korean.stringPropertyNames()) {
            String text = korean.getProperty(key);
            assertThat(text).as(key).doesNotContainPattern(OTHER_TERMS).doesNotContainPattern(DECIDED_PARTICLE);
            assertThat(text.replaceAll("\"[^\"]*\"", "")).as(key).doesNotContainPattern(OTHER_VOICE);
        }
    }

    @Test
    void noTwoRoomsHaveATextOfOneName() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Class<?> room : List.of(Texts.class, Report.class, Console.class)) {
            for (String key : texts(room, "en").stringPropertyNames()) {
                assertThat(seen.add(key)).as(key).isTrue();
            }
        }
    }
}
