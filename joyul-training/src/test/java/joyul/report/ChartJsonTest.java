package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartJsonTest {
    @Test
    void whatIsNotFiniteIsNull() {
        List<Object> values = Arrays.asList(Double.NaN, Double.NEGATIVE_INFINITY, 0.25, 3.0, 4L, true, null, -0.0);
        assertThat(ChartJson.write(Map.of("x", values))).isEqualTo("{\"x\":[null,null,0.25,3,4,true,null,0]}");
    }

    @Test
    void noTextCanEndTheElement() {
        assertThat(ChartJson.write(Map.of("a", "</script><!--\"")))
                .isEqualTo("{\"a\":\"\\u003c/script>\\u003c!--\\\"\"}");
    }
}
