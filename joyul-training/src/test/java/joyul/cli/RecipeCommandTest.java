package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import joyul.data.Data;
import joyul.recipe.RecipeDraft;
import org.junit.jupiter.api.Test;

class RecipeCommandTest {
    @Test
    void theRecipeSaysEverythingAndReadsBack() {
        Ran ran = Ran.joyul("recipe", "digits", "--network", "mlp");
        assertThat(ran.code()).isZero();
        assertThat(ran.log()).isEmpty();
        assertThat(ran.out().lines().filter(line -> line.matches("\\w+:.*")).map(line -> line.split(":", 2)[0]))
                .containsExactly(
                        "joyul",
                        "data",
                        "input",
                        "network",
                        "initialization",
                        "normalization",
                        "statistics",
                        "loss",
                        "batch_size",
                        "optimizer",
                        "learning_rate",
                        "schedule",
                        "every",
                        "epochs",
                        "guard",
                        "divergence",
                        "precision",
                        "threads",
                        "seed");
        RecipeDraft draft = RecipeDraft.parse(ran.out(), "recipe.yaml");
        assertThat(draft.complete(Data.load("digits")).yaml()).isEqualTo(ran.out());
    }

    @Test
    void valuesAreSetByTheirPath() {
        Ran ran = Ran.joyul(
                "recipe",
                "digits",
                "--set",
                "learning_rate=0.05",
                "--set",
                "optimizer.momentum=0.8",
                "--set",
                "normalization=none");
        assertThat(ran.out())
                .contains("\nlearning_rate: 0.05\n")
                .contains("momentum: 0.8")
                .contains("\nnormalization: {type: none}\n");
    }

    @Test
    void wrongValuesAreNamedWithTheirPlace() {
        assertThat(Ran.joyul("recipe", "digits", "--set", "learning_rate=-1"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "joyul: --set learning_rate=-1: learning_rate must be positive and finite, but was -1\n"));
        assertThat(Ran.joyul("recipe", "digits", "--set", "learning_rte=1").log())
                .contains("unknown key 'learning_rte'; did you mean 'learning_rate'?");
        assertThat(Ran.joyul("recipe", "digitz").log()).contains("did you mean 'digits'?");
    }

    @Test
    void noNativeClassIsLoaded() throws IOException, InterruptedException {
        Child child = Child.joyul("-Xlog:class+load", "recipe", "digits", "--set", "precision=float32");
        assertThat(child.end()).isZero();
        assertThat(child.out())
                .contains("joyul.recipe.Recipe source:")
                .contains("learning_rate: 0.1")
                .doesNotContain("org.bytedeco");
    }
}
