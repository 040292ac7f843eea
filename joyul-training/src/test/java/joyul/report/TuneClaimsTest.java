package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.TrialState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Studies that contradict what a page might say of them. */
class TuneClaimsTest {
    private static final Domain RATES = new FloatDomain(0.01, 1, Scale.LOG, null);
    private static final Domain BATCHES = new IntDomain(4, 9, Scale.LINEAR, 1);
    private static final Domain GROUPS = new IntDomain(3, 7, Scale.LINEAR, 1);

    private final Storage storage = Storages.open("memory:");
    private final long study = storage.createStudy("tune", Direction.MINIMIZE);

    @AfterEach
    void close() {
        storage.close();
    }

    /** A trial whose normalization batch of 128 was cut to half of its batch of 16. */
    private long trial(int epochs, double loss) {
        long id = storage.startTrial(study).id();
        storage.setParameter(id, "learning_rate", 0.1, RATES);
        storage.setParameter(id, "log2_batch_size", 4L, BATCHES);
        storage.setParameter(id, "log2_normalization_batch", 7L, GROUPS);
        storage.setAttribute(id, "batch_size", 16);
        storage.setAttribute(id, "normalization_batch", 8);
        storage.setAttribute(id, "joyul:curve", List.of());
        if (epochs > 0) {
            storage.setReading(id, epochs, loss);
            storage.setAttribute(id, "metric", 0.8725);
        }
        return id;
    }

    private void pruned(int epochs, double loss) {
        long id = trial(epochs, loss);
        storage.setAttribute(id, "joyul:reason", "not promoted before the budget ended");
        storage.finish(id, TrialState.PRUNED, epochs > 0 ? loss : null);
    }

    private void summary(int winner, int validation, List<Map<String, Object>> confirmed) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", "digits");
        map.put("train_examples", 100);
        map.put("validation_examples", validation);
        map.put("test_examples", 400);
        map.put("metric", "accuracy");
        map.put("winner", winner);
        map.put("recipe", SomeStudy.RECIPE);
        map.put("confirmed", confirmed);
        map.put("validation_metric", 0.8725);
        map.put("test_metric", 1.0);
        storage.setStudyAttribute(study, TuneResult.ATTRIBUTE, map);
    }

    private static Map<String, Object> confirmed(int trial, double searched, double loss, double behind, double error) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trial", trial);
        map.put("seeds", List.of(5));
        map.put("searched", searched);
        map.put("searched_epochs", 1);
        map.put("epochs", 2);
        map.put("loss", loss);
        map.put("metric", 0.9);
        map.put("behind", behind);
        map.put("behind_error", error);
        map.put("default", trial == 0);
        return map;
    }

    private Page page(Language language) {
        Texts texts = Texts.of(language).and(Report.class);
        return Page.of(
                Subject.of("tune", Direction.MINIMIZE, storage.studyAttributes(study), storage.trials(study), texts));
    }

    private static List<String> row(Page page, int trial) {
        return page.table().rows().get(trial).cells().stream()
                .map(TrialTable.Cell::text)
                .toList();
    }

    private static String findings(Page page) {
        StringBuilder text = new StringBuilder();
        page.findings()
                .forEach(each -> text.append(each.toneName())
                        .append(": ")
                        .append(each.sentence())
                        .append('\n'));
        return text.toString();
    }

    @Test
    void theWinnersRowSaysThatItWasTrainedAgainAndItsNormalizationBatchIsTheOneThatTrained() {
        pruned(1, 0.5);
        pruned(1, 0.4);
        summary(1, 400, List.of(confirmed(1, 0.4, 0.30441, 0, 0), confirmed(0, 0.5, 0.4, 0.1, 0.02)));
        Page page = page(Language.EN);
        assertThat(row(page, 1))
                .startsWith("1", "confirmed", "1", "0.4", "87.25")
                .contains("16", "8")
                .doesNotContain("128", "pruned")
                .endsWith("trained again on 1 fresh seed for 2 epochs: loss 0.30441");
        assertThat(findings(page))
                .contains("open: The search saw a validation loss of 0.4 for the winner after 1 epoch; retrained for 2"
                        + " epochs on 1 fresh seed it is 0.304. Runs of different lengths do not compare.")
                .contains("act: The winner’s batch size (16) lies at the lower end of its range (16).")
                .doesNotContain("normalization batch (NBS)")
                .doesNotContain("no worse")
                .doesNotContain("resolved: The winner beats");
        assertThat(page.headline().verdict())
                .isEqualTo(
                        "Use this recipe: on the one fresh seed it did best, and better than the default by at least two"
                                + " standard errors of the examples. How much seeds differ is not known.");
        assertThat(page.trials())
                .contains("[\"normalization batch (NBS)\",\"8\"]")
                .doesNotContain("\"128\"");
    }

    @Test
    void aTrialWithoutAReadingHasNotFinished() {
        pruned(1, 0.5);
        pruned(0, 0);
        summary(0, 400, List.of(confirmed(0, 0.5, 0.4, 0, 0)));
        Page page = page(Language.EN);
        assertThat(row(page, 1)).startsWith("1", "unfinished", "");
        assertThat(page.headline().figures())
                .contains(new Headline.Tile("Trials finished", "1", "0 full runs"))
                .contains(new Headline.Tile(
                        "Validation accuracy", "87.25 % ± 1.67", "mean over 1 fresh seed, 400 examples"))
                .contains(new Headline.Tile("Test accuracy", "100.00 % ± 0.25", "read once, at the end, 400 examples"));
        assertThat(findings(page)).contains("Only 1 trial finished");
        assertThat(page.headline().verdict())
                .isEqualTo("Use the default recipe: it is the only one that was trained again on fresh seeds.");
    }

    @Test
    void withoutTheDefaultAmongTheCandidatesNothingIsSaidOfIt() {
        pruned(1, 0.5);
        pruned(1, 0.4);
        Map<String, Object> first = confirmed(0, 0.5, 0.4, 0.1, 0.02);
        first.put("default", false);
        summary(1, 400, List.of(confirmed(1, 0.4, 0.3, 0, 0), first));
        Page page = page(Language.EN);
        assertThat(page.headline().verdict())
                .isEqualTo(
                        "Use this recipe: of those trained again on fresh seeds it did best. The default recipe was not"
                                + " among them.");
        assertThat(findings(page)).doesNotContain("default");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void oneValidationExampleRanksNothing(Language language) {
        pruned(1, 0.5);
        pruned(1, 0.4);
        summary(1, 1, List.of(confirmed(1, 0.4, 0.3, 0, 0), confirmed(0, 0.5, 0.7198, 0.4198, Double.NaN)));
        Page page = page(language);
        String said = findings(page) + page.headline();
        assertThat(said).doesNotContain("NaN").doesNotContain("–").doesNotContain("∞");
        assertThat(said)
                .contains(
                        language == Language.EN
                                ? "There is only one validation example, which ranks nothing"
                                : "검증 예제가 1개뿐이라 아무것도 비교할 수 없습니다")
                .contains(
                        language == Language.EN
                                ? "−0.4198 ± unknown (1 validation example)"
                                : "−0.4198 ± 알 수 없음(검증 예제 1개)");
    }
}
