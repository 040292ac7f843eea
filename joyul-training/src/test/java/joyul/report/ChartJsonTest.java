package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** {@code Map.of} alone would give another page in each run of the program. */
    @Test
    void keysWithoutAnOrderOfTheirOwnAreSorted() {
        assertThat(ChartJson.write(Map.of("style", "full", "name", "one", "color", 0, "points", List.of(), "axis", 1)))
                .isEqualTo("{\"axis\":1,\"color\":0,\"name\":\"one\",\"points\":[],\"style\":\"full\"}");
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("z", 1);
        ordered.put("a", 2);
        assertThat(ChartJson.write(ordered)).isEqualTo("{\"z\":1,\"a\":2}");
    }
}
