package joyul.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class InputExceptionTest {
    @Test
    void aRuleThatIsBrokenTellsKeyRuleAndValueWithoutItsMessageBeingRead() {
        InputException broken = catchThrowableOfType(InputException.class, () -> Check.within("start_factor", 2, 0, 1));
        assertThat(broken.key()).isEqualTo("start_factor");
        assertThat(broken.rule()).isEqualTo("in [0, 1]");
        assertThat(broken.seen()).isEqualTo("2");
        assertThat(broken.place()).isEmpty();
        assertThat(broken.line()).isEqualTo("start_factor must be in [0, 1], but was 2");
    }

    @Test
    void itIsPutIntoItsPlaceOnceAndKeepsTheFirst() {
        InputException placed = InputException.about("loss", "must be cross_entropy for class labels")
                .at("recipe.yaml:3:1");
        assertThat(placed.line()).isEqualTo("recipe.yaml:3:1: loss must be cross_entropy for class labels");
        assertThat(placed.place()).isEqualTo("recipe.yaml:3:1");
        assertThat(placed.key()).isEqualTo("loss");
        assertThat(placed.at("recipe.yaml:9:9")).isSameAs(placed);
        assertThat(placed.at("")).isSameAs(placed);
    }

    @Test
    void aComplaintToldOfWhatHoldsItsValueKeepsRuleAndValue() {
        InputException told = InputException.mustBe("kernel", "odd", "4").within("network", "network layer 2: ");

        assertThat(told.key()).isEqualTo("network");
        assertThat(told.rule()).isEqualTo("odd");
        assertThat(told.seen()).isEqualTo("4");
        assertThat(told.line()).isEqualTo("network layer 2: kernel must be odd, but was 4");
    }
}
