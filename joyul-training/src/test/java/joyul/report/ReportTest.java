package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.search.Search;
import joyul.space.Scale;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportTest {
    private static final Pattern JSON =
            Pattern.compile("<script type=\"application/json\" id=\"data-(\\w+)\">(.*?)</script>", Pattern.DOTALL);

    /** What a browser would fetch: the addresses in attributes of elements, and in styles. */
    private static final Pattern FETCHED = Pattern.compile(
            "(?:<[^>]*\\s(?:src|srcset|href|action|data)\\s*=\\s*[\"']?|url\\(|@import\\s)\\s*[\"']?([^\"'\\s>)]*)");

    private static String html(Storage storage, String name, Language language) {
        return Report.of(storage, name, language).html();
    }

    /** The page without its scripts. */
    private static String markup(String html) {
        return html.replaceAll("(?s)<script.*?</script>", "");
    }

    private static ObjectNode data(String html) {
        ObjectNode data = JsonMapper.shared().createObjectNode();
        JSON.matcher(html)
                .results()
                .forEach(found -> data.set(found.group(1), JsonMapper.shared().readTree(found.group(2))));
        return data;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aTuneIsOnePageThatFetchesNothing(Language language, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        try (Storage storage = SomeStudy.ended(1)) {
            Report.of(storage, SomeStudy.NAME, language).write(file);
        }
        String html = Files.readString(file);
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        assertThat(html).startsWith("<!DOCTYPE html>").contains("<html lang=\"" + language.code() + "\">");
        assertThat(FETCHED.matcher(markup(html)).results().map(found -> found.group(1)))
                .containsExactly("data:,");
        assertThat(html)
                .doesNotContain("fetch(")
                .doesNotContain("importScripts(")
                .doesNotContain("<link rel=\"stylesheet");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theFirstScreenSaysWhatToUseHowGoodItIsAndHowSure() {
        try (Storage storage = SomeStudy.ended(1)) {
            String page = markup(html(storage, SomeStudy.NAME, Language.EN)).replaceAll("<[^>]*>", " ");
            assertThat(page.replaceAll("\\s+", " "))
                    .contains("Use this recipe: it clearly beats the default. At least one other candidate is as good")
                    // The binomial errors: 100 sqrt(0.8835 0.1165 / 2000), 100 sqrt(0.8755 0.1245 / 2000).
                    .contains("Validation accuracy 88.35 % ± 0.72 mean over 3 fresh seeds, 2,000 examples")
                    .contains("Test accuracy 87.55 % ± 0.74 read once, at the end, 2,000 examples")
                    .contains("Validation loss against the default recipe −0.0370 ± 0.0061")
                    .contains("accuracy +1.60 points")
                    .contains("normalization ghost batch norm NBS 32")
                    .contains("joyul train recipe.yaml")
                    .contains("schedule: {type: OneCycleLR, pct_start: 0.3}");
        }
    }

    @Test
    void everyFigureHasItsDataAndEveryNumberIsFinite() {
        try (Storage storage = SomeStudy.ended(1)) {
            String html = html(storage, SomeStudy.NAME, Language.EN);
            ObjectNode data = data(html);
            assertThat(data.propertyNames())
                    .containsExactly(
                            "progress",
                            "confirmed",
                            "scatter",
                            "rate",
                            "history",
                            "importance",
                            "curves",
                            "schedule",
                            "parallel",
                            "trials");
            data.propertyNames().stream()
                    .filter(id -> !id.equals("trials") && !id.equals("progress"))
                    .forEach(id -> assertThat(html).contains("joyul.figures." + id + " ="));
            JsonNode lines = data.get("progress").get("lines");
            assertThat(lines.get(0).get("points").toString())
                    .as("the default recipe alone: its second run is no better")
                    .isEqualTo("[[10,0.36],[148.2,0.36]]");
            assertThat(lines.get(1).get("points").toString())
                    .as("the lowest loss by each time, as steps")
                    .isEqualTo("[[10,0.36],[90,0.36],[90,0.33],[148.2,0.33]]");
            assertThat(data.get("trials")).hasSize(60);
            assertThat(data.get("scatter").get("lost")).isNotEmpty();
            assertThat(JSON.matcher(html).results().map(MatchResult::group))
                    .noneMatch(text -> text.matches("(?s).*[:,\\[](NaN|-?Infinity).*"));
        }
    }

    @Test
    void aLogarithmicAxisGetsPositiveValuesOnly() {
        try (Storage storage = SomeStudy.ended(1)) {
            JsonNode scatter = data(html(storage, SomeStudy.NAME, Language.EN)).get("scatter");
            assertThat(scatter.get("y").get("base").intValue()).isEqualTo(2);
            for (JsonNode group : scatter.get("groups")) {
                for (JsonNode point : group.get("points")) {
                    assertThat(point.get(0).doubleValue()).isPositive();
                    assertThat(point.get(1).doubleValue()).isIn(16.0, 32.0, 64.0, 128.0, 256.0, 512.0);
                }
            }
        }
    }

    @Test
    void aTuneThatHasNotEndedIsReportedAsSuch() {
        try (Storage storage = SomeStudy.running(1)) {
            String html = html(storage, SomeStudy.NAME, Language.EN);
            assertThat(markup(html)).contains("The search has not ended").contains(">running<");
            assertThat(data(html).propertyNames())
                    .contains("scatter", "history", "curves")
                    .doesNotContain("confirmed");
        }
    }

    @Test
    void anyStudyHasAPage() {
        try (Storage storage = Storages.open("memory:")) {
            Study study = Search.study(storage, "plain").seed(3).maximize();
            study.optimize(
                    trial -> -Math.pow(trial.suggestFloat("x", 1e-3, 1, Scale.LOG) - 0.1, 2)
                            - trial.suggestInt("n", 1, 8)
                            - (trial.suggestChoice("kind", "a", "b").equals("a") ? 1 : 0),
                    Budget.trials(25));
            String html = Report.of(study, Language.EN).html();
            assertThat(markup(html)).contains("The best trial of this study so far");
            assertThat(data(html).propertyNames())
                    .containsExactly("scatter", "history", "importance", "parallel", "trials");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anEmptyStudyHasAPage(Language language) {
        try (Storage storage = Storages.open("memory:")) {
            storage.createStudy("empty", Direction.MINIMIZE);
            assertThat(data(html(storage, "empty", language)).propertyNames()).containsExactly("trials");
        }
    }

    @Test
    void hostileNamesStayText() {
        String hostile = "</script><img src=x onerror=alert(1)>\"'&";
        try (Storage storage = Storages.open("memory:")) {
            Study study = Search.study(storage, hostile).seed(3).minimize();
            study.optimize(
                    trial -> {
                        trial.note("joyul:reason", hostile);
                        return trial.suggestFloat(hostile, 0, 1)
                                + trial.suggestFloat("other" + hostile, 0, 1)
                                + trial.suggestChoice("kind" + hostile, hostile, "b")
                                        .length();
                    },
                    Budget.trials(22));
            study.note(
                    "joyul:summary", Map.of("recipe", hostile, "data", hostile, "winner", 1, "confirmed", List.of(3)));
            String html = Report.of(study, Language.EN).html();
            assertThat(markup(html)).doesNotContain("<img").doesNotContain(hostile);
            assertThat(JSON.matcher(html).results().map(found -> found.group(2)))
                    .isNotEmpty()
                    .noneMatch(json -> json.contains("<"));
            assertThat(data(html).get("trials").get("0").get(1).get(0).stringValue())
                    .isEqualTo(hostile);
        }
    }

    @Test
    void everyTextOfThePageExistsInBothLanguages() {
        assertThat(Texts.of(Language.KO).and(Report.class).keys())
                .isEqualTo(Texts.of(Language.EN).and(Report.class).keys());
    }

    @Test
    void aMissingStudyIsNamed() {
        try (Storage storage = SomeStudy.ended(1)) {
            assertThatThrownBy(() -> html(storage, "tuna", Language.EN))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("unknown study 'tuna'")
                    .hasMessageContaining("tune");
        }
    }

    @Test
    void theLicenceOfTheChartsIsKeptBesideThem() {
        for (String name : List.of("LICENSE", "LICENSE-d3", "NOTICE")) {
            assertThat(Report.class.getResource("echarts/" + name)).as(name).isNotNull();
        }
    }
}
