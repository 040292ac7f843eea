package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import joyul.Joyul;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.layer.Weight;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.network.Initialization;
import joyul.probe.Diagnose;
import joyul.probe.FindBatch;
import joyul.probe.FirstRate;
import joyul.rate.LambdaLR;
import joyul.recipe.Recipe;
import joyul.study.Budget;
import joyul.torch.Precision;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTuneTest {
    private static final Data DIGITS = Data.load("digits");

    @TempDir
    Path folder;

    record Entropy(double smoothing) implements Loss {
        @Override
        public boolean classifies() {
            return true;
        }

        @Override
        public double floor(int outputs) {
            return 0;
        }

        @Override
        public Run start(Precision precision) {
            return new CrossEntropy(smoothing).start(precision);
        }

        @Override
        public Tensor each(Tensor outputs, Tensor targets) {
            return new CrossEntropy(0).each(outputs, targets);
        }
    }

    record Uniform(double bound) implements Initialization {
        @Override
        public double weight(Weight weight, SplittableRandom random) {
            return bound * (2 * random.nextDouble() - 1);
        }
    }

    private static Recipe recipe(double smoothing) {
        return Joyul.recipe(DIGITS, "mlp")
                .with(r -> r.loss(new Entropy(smoothing))
                        .initialization(new Uniform(0.1))
                        .schedule(new LambdaLR(epoch -> 1 / (1 + epoch))));
    }

    private Tune tune() {
        return new Tune(DIGITS)
                .precision(Precision.FLOAT32)
                .budget(Budget.trials(2))
                .jobs(1)
                .folder(folder);
    }

    @Test
    void aRecipeWithOwnPartsIsTunedAndOnlyItsFileIsLeftOut() throws Exception {
        Files.writeString(folder.resolve("recipe.yaml"), "of another tune");
        Tuned won = tune().recipe(recipe(0.1)).run();
        assertThat(won.recipe().loss()).isEqualTo(new Entropy(0.1));
        assertThat(won.recipe().initialization()).isEqualTo(new Uniform(0.1));
        assertThat(folder.resolve("recipe.yaml")).doesNotExist();
        assertThat(folder.resolve("weights.safetensors")).exists();
        assertThat(folder.resolve("report.html")).content().contains("OwnTuneTest$Entropy", "</html>");

        assertThatThrownBy(() -> tune().resume(true).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was begun with the ")
                .hasMessageContaining("loss joyul.tune.OwnTuneTest$Entropy(smoothing=0.1)")
                .hasMessageEndingWith(", written in Java; give them again by network(NETWORK) or recipe(RECIPE)");
        assertThatThrownBy(() -> tune().resume(true).recipe(recipe(0.2)).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "was begun otherwise: loss is {type: \"joyul.tune.OwnTuneTest$Entropy\", smoothing: 0.2},"
                                + " but was {type: \"joyul.tune.OwnTuneTest$Entropy\", smoothing: 0.1}; go on with the same");
        Tuned on =
                tune().resume(true).recipe(recipe(0.1)).budget(Budget.trials(3)).run();
        assertThat(on.finished()).isEqualTo(3);
    }

    @Test
    void networksOfTheSameLayersInOtherSizesAreToldApart() {
        tune().network("cnn-small").budget(Budget.trials(1)).run();
        assertThat(Joyul.recipe(DIGITS, "cnn-medium").network().names())
                .as("their names do not tell")
                .isEqualTo(Joyul.recipe(DIGITS, "cnn-small").network().names());
        assertThatThrownBy(() -> tune().resume(true).network("cnn-medium").run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was begun otherwise: network[1] is {type: conv, channels: ");
        assertThatThrownBy(() -> tune().resume(true).seed(9).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the seed of study 'tune' must be 1 as when it was created, but was 9");
    }

    @Test
    void probesObeyOwnPartsAndTheOneThatNeedsAFileRefusesThem() {
        Recipe recipe = recipe(0.1).with(r -> r.epochs(2));
        Recipe same = recipe.with(r -> r.loss(new CrossEntropy(0.1)));
        assertThat(FirstRate.of(recipe, DIGITS).budget(120).run().recommended())
                .isEqualTo(FirstRate.of(same, DIGITS).budget(120).run().recommended());
        assertThat(new Diagnose(recipe, DIGITS).steps(5).run().layers())
                .isEqualTo(new Diagnose(same, DIGITS).steps(5).run().layers());
        assertThatThrownBy(() -> new FindBatch(recipe, DIGITS).run())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "batch sizes are tried in a process of its own, which cannot know what is written"
                                + " in Java, but the recipe has the initialization ");
    }
}
