package joyul.storage;

import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void numbersThatJsonLacksAreBareAsPythonWritesThem() {
        List<Double> numbers = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(Json.write(numbers)).isEqualTo("[NaN,Infinity,-Infinity]");
        assertThat(Json.read("[NaN, Infinity, -Infinity]")).isEqualTo(numbers);
    }

    @Test
    void textIsAscii() {
        assertThat(Json.write(Map.of("조율", "\n\ud83d\ude00"))).isEqualTo("{\"\\uC870\\uC728\":\"\\n\\uD83D\\uDE00\"}");
        assertThat(Json.read("{\"\\uc870\\uc728\": \"조율\"}")).isEqualTo(Map.of("조율", "조율"));
    }

    @Test
    void numbersHaveTwoTypes() {
        assertThat(Json.copy(List.of(1, (short) 2, 3L, 0.5f, 0.5, 1.0))).isEqualTo(List.of(1L, 2L, 3L, 0.5, 0.5, 1.0));
        assertThat(Json.read("1e-05")).isEqualTo(1e-5);
        assertThat(Json.copy(new BigInteger("12345678901234567890"))).isEqualTo(new BigInteger("12345678901234567890"));
    }

    @Test
    void nullsInsideStay() {
        assertThat(Json.read("null")).isNull();
        assertThat(Json.read("[null, {\"a\": null}]"))
                .isEqualTo(Arrays.asList(null, Collections.singletonMap("a", null)));
    }

    @Test
    void brokenTextIsQuoted() {
        assertRefused(() -> Json.read("{\"a\": "), "the storage holds '{\"a\": ', which is not JSON");
        assertRefused(() -> Json.read(""), "an empty text where JSON must be");
    }

    @Test
    void longTextIsKept() {
        String text = "x".repeat(25_000_000);
        assertThat(Json.copy(text).equals(text)).isTrue();
    }
}
