package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {
    @Test
    void anAccuracyHasTwoDecimalsOfAPercentEverywhere() {
        assertThat(new Metric(true, 0.8725).text()).isEqualTo("87.25 %");
        assertThat(new Metric(true, 0.8725).figure()).isEqualTo("87.25");
        // sqrt(0.8725 x 0.1275 / 2000) = 0.007458
        assertThat(new Metric(true, 0.8725).text(2000)).isEqualTo("87.25 % ± 0.75");
        assertThat(new Metric(false, 0.512).text(44)).isEqualTo("0.5120");
    }

    @Test
    void oneExampleGivesNoError() {
        assertThat(new Metric(true, 1).text(1)).isEqualTo("100.00 % ± unknown (1 example)");
    }

    @Test
    void allRightIsNotWithoutError() {
        // (10 + 1) / (10 + 2) = 0.91667; sqrt(0.91667 x 0.08333 / 10) = 0.0874
        assertThat(new Metric(true, 1).text(10)).isEqualTo("100.00 % ± 8.74");
        assertThat(new Metric(true, 0).text(10)).isEqualTo("0.00 % ± 8.74");
    }
}
