package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TridiagonalTest {
    /** The second differences of n points: eigenvalues 2 - 2 cos(k pi / (n + 1)). */
    @Test
    void theLargestEigenvalueOfSecondDifferencesIsTheKnownOne() {
        Tridiagonal differences = new Tridiagonal();
        for (int n = 1; n <= 60; n++) {
            differences.add(2, 1);
            Tridiagonal.Ritz ritz = differences.largest();
            assertThat(ritz.value()).isCloseTo(2 - 2 * Math.cos(n * Math.PI / (n + 1)), within(1e-12));
            // The eigenvector's entries are sin(k i pi / (n + 1)), of length sqrt((n + 1) / 2).
            assertThat(ritz.error()).isCloseTo(Math.sin(Math.PI / (n + 1)) / Math.sqrt((n + 1) / 2.0), within(1e-6));
        }
    }

    @Test
    void theLargestIsFoundThoughTheSmallestIsFarLarger() {
        Tridiagonal saddle = new Tridiagonal();
        saddle.add(-50, 0);
        assertThat(saddle.largest()).isEqualTo(new Tridiagonal.Ritz(-50, 0));
        Tridiagonal two = new Tridiagonal();
        two.add(-50, 3);
        two.add(0.5, 0);
        // Of [[-50, 3], [3, 0.5]]: (-49.5 + sqrt(50.5² + 36)) / 2.
        assertThat(two.largest().value()).isCloseTo((-49.5 + Math.sqrt(50.5 * 50.5 + 36)) / 2, within(1e-12));
    }
}
