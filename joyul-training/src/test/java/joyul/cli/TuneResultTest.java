package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joyul.Joyul;
import joyul.data.Data;
import joyul.explain.Confirmed;
import joyul.explain.Language;
import joyul.model.Scores;
import joyul.tune.Tuned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TuneResultTest {
    @TempDir
    Path folder;

    /** Twelve examples: one of them validates. */
    private Data twelve() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 12; i++) {
            csv.append(i % 2 + 0.1 * i).append(',').append(0.3 * i).append(i % 2 == 0 ? ",no\n" : ",yes\n");
        }
        Path file = Files.writeString(folder.resolve("twelve.csv"), csv);
        return Data.load(file.toString());
    }

    private static Confirmed confirmed(int trial, int seeds, double loss, double behind, double error) {
        List<Long> fresh = seeds == 1 ? List.of(5L) : List.of(5L, 6L);
        return new Confirmed(trial, fresh, 0.2, loss, 1, behind, error, 3, 3, trial == 0);
    }

    private TuneResult result(Data data, List<Confirmed> confirmed) {
        return new TuneResult(
                new Tuned(
                        Joyul.recipe(data),
                        confirmed.get(0).trial(),
                        confirmed,
                        confirmed.get(0),
                        Optional.of(new Scores(0.1, 1, new float[] {0.1f})),
                        1,
                        12.5,
                        false,
                        folder.resolve("out"),
                        data),
                data,
                Speech.in(Language.EN));
    }

    @Test
    void ofOneValidationExampleNoErrorIsKnownAndTheTerminalSaysSo() throws IOException {
        Data data = twelve();
        assertThat(data.validation().size()).isEqualTo(1);
        TuneResult result =
                result(data, List.of(confirmed(34, 2, 0.1, 0, 0), confirmed(3, 2, 0.5198, 0.4198, Double.NaN)));
        assertThat(result.text())
                .startsWith("Winner: trial 34, confirmed on 2 fresh seeds; 1 trial ended, 13 s")
                .contains("  validation     accuracy 100.00 % ± unknown (1 example)  loss 0.1000\n")
                .contains("Runner-up: trial 3 is 0.4198 ± unknown (1 validation example) worse in validation loss.\n")
                .contains("There is only one validation example, which ranks nothing")
                .doesNotContain("NaN");
        String json = result.json();
        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
        JsonNode read = JsonMapper.shared().readTree(json);
        assertThat(read.get("candidates").get(1).get("behind").doubleValue()).isEqualTo(0.4198);
        assertThat(read.get("candidates").get(1).get("behind_error").isNull()).isTrue();
        assertThat(read.get("remarks")).hasSize(2);
        assertThat(json).as("one style of keys").doesNotContainPattern("\"[a-z0-9]+[A-Z]\\w*\":");
    }

    @Test
    void theRunnerUpIsJudgedAsThePageJudgesIt() {
        Data digits = Data.load("digits");
        assertThat(result(digits, List.of(confirmed(4, 2, 0.1, 0, 0), confirmed(0, 2, 0.1199, 0.0199, 0.01)))
                        .text())
                .contains("Runner-up: trial 0, the default recipe, is 0.0199 ± 0.0100 worse in validation loss: not"
                        + " distinguishable.\n");
        assertThat(result(digits, List.of(confirmed(4, 2, 0.1, 0, 0), confirmed(5, 2, 0.12, 0.02, 0.01)))
                        .text())
                .contains("Runner-up: trial 5 is 0.0200 ± 0.0100 worse in validation loss: distinguishable.\n");
        assertThat(result(digits, List.of(confirmed(4, 1, 0.1, 0, 0), confirmed(5, 1, 0.2, 0.1, 0.01)))
                        .text())
                .contains("Winner: trial 4, confirmed on 1 fresh seed;")
                .contains("Runner-up: trial 5 is 0.1000 ± 0.0100 worse in validation loss on one seed: how much seeds"
                        + " differ is not known.\n");
    }

    @Test
    void aCandidateThatDivergedOnAFreshSeedIsNullInJson() {
        double infinite = Double.POSITIVE_INFINITY;
        Confirmed lost =
                new Confirmed(5, List.of(5L, 6L), 0.05, infinite, Double.NaN, infinite, Double.NaN, 3, 3, false);
        TuneResult result = result(Data.load("digits"), List.of(confirmed(4, 2, 0.1, 0, 0), lost));
        assertThat(result.text())
                .contains("Runner-up: none; trial 5 diverged on a fresh seed.\n")
                .contains("Trial 5, which saw a validation loss of 0.05 in the search, diverged on a fresh seed.\n");
        JsonNode second =
                JsonMapper.shared().readTree(result.json()).get("candidates").get(1);
        assertThat(second.get("loss").isNull()).isTrue();
        assertThat(second.get("searched").doubleValue()).isEqualTo(0.05);
    }
}
