package joyul.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiniteTest {
    @Test
    void nullStandsForNumbersThatAreNotFiniteHoweverDeepTheyLie() {
        assertThat(Finite.of(Map.of("a", List.of(1.5, Double.NaN, List.of(Float.NEGATIVE_INFINITY, "NaN", 7)))))
                .isEqualTo(Map.of("a", Arrays.asList(1.5, null, Arrays.asList(null, "NaN", 7))));
    }
}
