package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.explain.Language;
import joyul.run.Ending;
import joyul.search.Search;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Storage;
import joyul.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
    private static final Run LOW = SomeRun.ended("low", SomeRun.RECIPE, 1, 2, 3, 4);

    /** 0.1 above the low one, give or take 0.1 in each example: an error of sqrt(0.04 / 3 / 4) = 0.058. */
    private static final Run CLOSE = SomeRun.ended("close", SomeRun.RECIPE, 1.2f, 2, 3.2f, 4);

    /** 1.5 above, with an error of sqrt(1 / 3 / 4) = 0.29. */
    private static final Run HIGH = SomeRun.ended("high", SomeRun.RECIPE, 2, 4, 4, 6);

    private static RunComparison of(Run... runs) {
        return RunComparison.of(List.of(runs), Language.EN);
    }

    @Test
    void aDifferenceIsToldFromChanceByItsPairedErrorAlone() {
        assertThat(of(HIGH, LOW).verdict())
                .isEqualTo("low has the lowest validation loss, and each other run is clearly above it on the same"
                        + " examples (by more than two standard errors, paired).");
        assertThat(of(LOW, CLOSE, HIGH).verdict())
                .isEqualTo(
                        "low has the lowest validation loss, but it cannot be told from close (less than two standard"
                                + " errors, paired).");
        assertThat(of(LOW, CLOSE, HIGH).sentences())
                .containsExactly(
                        "close: validation loss 0.100 ± 0.058 above low on the same 4 examples: not told from chance.",
                        "high: validation loss 1.50 ± 0.29 above low on the same 4 examples: clearly more.",
                        "The errors are those of the validation examples. What another seed would change is not in them:"
                                + " one run each cannot tell it. Train both again with --set seed=2 before relying on a"
                                + " small difference.");
        assertThat(of(LOW, HIGH).figures().get(2))
                .containsExactly("high", "reached", "0", "4", "1.50 ± 0.29", "75 ± 22 %", "–");
    }

    @Test
    void whatDoesNotCompareIsNotCompared() {
        Run otherData = SomeRun.ended("other", SomeRun.RECIPE.replace("64c7", "0000"), 2, 4, 4, 6);
        assertThat(of(LOW, otherData).verdict()).isEqualTo("No two of these runs have a result that can be compared.");
        assertThat(of(LOW, otherData).sentences())
                .containsExactly(
                        "other: its validation loss does not compare with that of low: they were not validated on"
                                + " the same data.");
        assertThat(of(LOW, otherData).figures().get(2).get(4)).isEqualTo("–");
        Run smoothed =
                SomeRun.ended("smoothed", SomeRun.RECIPE.replace("smoothing: 0.0", "smoothing: 0.1"), 2, 4, 4, 6);
        assertThat(of(LOW, smoothed).sentences().get(0)).contains("they do not have the same loss");
        Run unkept = new Run(
                "unkept",
                SomeRun.RECIPE,
                HIGH.readings(),
                new RunResult(
                        Ending.REACHED,
                        4,
                        "",
                        true,
                        Optional.of(new RunScore(4, 0.75, new float[0])),
                        Optional.empty()));
        assertThat(of(LOW, unkept).verdict())
                .isEqualTo(
                        "low has the lowest validation loss; how much of that is chance cannot be told from what these"
                                + " folders hold.");
        Run lost = new Run(
                "lost",
                SomeRun.RECIPE,
                HIGH.readings(),
                new RunResult(Ending.DIVERGED, 4, "", true, Optional.empty(), Optional.empty()));
        assertThat(of(LOW, lost).sentences()).containsExactly("lost: no result to compare (diverged).");
    }

    @Test
    void recipesDifferKeyByKey() {
        Run other = SomeRun.ended(
                "other",
                SomeRun.RECIPE
                        .replace("{type: batch_norm, eps: 1.0e-05}", "{type: none}")
                        .replace("learning_rate: 0.1", "learning_rate: 0.05"),
                2,
                2);
        assertThat(of(LOW, other).differences())
                .containsExactly(
                        List.of("recipe key", "low", "other"),
                        List.of("normalization", "batch_norm", "none"),
                        List.of("normalization.eps", "1e-5", "–"),
                        List.of("learning_rate", "0.1", "0.05"));
        assertThat(of(LOW, HIGH).differences()).hasSize(1);
        assertThat(ComparisonReport.of(of(LOW, HIGH)).html()).contains("Nothing: their recipes are the same.");
    }

    @Test
    void runsHaveNamesThatTellThemApart() {
        assertThatThrownBy(() -> of(LOW, LOW))
                .isInstanceOf(InputException.class)
                .hasMessage("two of the runs are both called low; give different folders");
        assertThatThrownBy(() -> of(LOW)).hasMessageContaining("takes 2 to 10 runs, but was given 1");
    }

    @Test
    void thePageLaysTheCurvesOverEachOtherAndEscapesNames(@TempDir Path folder) throws IOException {
        Run one = Run.read(SomeRun.folder(folder.resolve("one"), SomeRun.RECIPE, SomeRun.METRICS));
        Run two = one.named("</script><img src=x>");
        for (Language language : Language.values()) {
            String html = ComparisonReport.of(RunComparison.of(List.of(one, two), language))
                    .html();
            assertThat(html)
                    .contains("<html lang=\"" + language.code() + "\">")
                    .contains("\"name\":\"one\",")
                    .doesNotContain("<img src=x>");
            assertThat(html.split("\\[\\[1,1],\\[2,0.75]]", -1))
                    .as("a validation curve each")
                    .hasSize(3);
        }
    }

    @Test
    void theWinnerOfATuneIsARunAsFarAsItsStudyTells(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), SomeRun.RECIPE);
        try (Storage storage = Storages.open("sqlite:" + folder.resolve("joyul.db"))) {
            Study study = Search.study(storage, "tune").seed(1).minimize();
            study.optimize(
                    trial -> {
                        trial.note("joyul:curve", List.of(List.of(2.0, 1.0, 0.5, 0.2), List.of(0.5, 0.75, 0.75, 0.1)));
                        return trial.suggestFloat("x", 0, 1);
                    },
                    Budget.trials(1));
            study.note(
                    "joyul:summary",
                    Map.of(
                            "winner",
                            0,
                            "recipe",
                            SomeRun.RECIPE,
                            "metric",
                            "accuracy",
                            "train_examples",
                            70,
                            "validation_loss",
                            0.8,
                            "validation_metric",
                            0.7));
        }
        Run run = Run.read(folder);
        assertThat(run.readings().epochs()).hasSize(2);
        assertThat(run.readings().epochs().get(1).step())
                .as("two batches of 32 in 70")
                .isEqualTo(4);
        assertThat(run.readings().epochs().get(1).validationLoss()).isEqualTo(0.75);
        assertThat(run.result().validation().orElseThrow().loss()).isEqualTo(0.8);
        assertThat(of(SomeRun.ended("low", SomeRun.RECIPE, 0, 1), run.named("tune"))
                        .sentences()
                        .get(0))
                .isEqualTo(
                        "tune: validation loss 0.3000 above low; whether that is more than chance cannot be told: the"
                                + " loss of each example was not kept for both.");
    }
}
