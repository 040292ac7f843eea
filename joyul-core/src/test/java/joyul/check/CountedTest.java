package joyul.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void theNounFitsTheCount() {
        assertThat(Counted.of(1, "epoch", "epochs")).isEqualTo("1 epoch");
        assertThat(Counted.of(0, "epoch", "epochs")).isEqualTo("0 epochs");
        assertThat(Counted.of(12_340, "epoch", "epochs")).isEqualTo("12,340 epochs");
    }
}
