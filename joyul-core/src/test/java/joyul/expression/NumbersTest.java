package joyul.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    /** The columns are what Python prints for {@code repr(x)}, {@code '%.17g' % x} and {@code '%.6g' % x}. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1, 0.10000000000000001, 0.1",
        "1.0, 1.0, 1, 1",
        "-30.0, -30.0, -30, -30",
        "0.0001, 0.0001, 0.0001, 0.0001",
        "1e-05, 1e-05, 1.0000000000000001e-05, 1e-05",
        "1e16, 1e+16, 10000000000000000, 1e+16",
        "123456789.0, 123456789.0, 123456789, 1.23457e+08",
        "5e-324, 5e-324, 4.9406564584124654e-324, 4.94066e-324",
        "0.0, 0.0, 0, 0",
        "-0.0, -0.0, -0, -0",
        "NaN, nan, nan, nan",
        "-Infinity, -inf, -inf, -inf"
    })
    void numbersAreWrittenAsPythonAndCWriteThem(double value, String shortest, String seventeen, String six) {
        assertThat(Numbers.shortest(value)).isEqualTo(shortest);
        assertThat(Numbers.seventeen(value)).isEqualTo(seventeen);
        assertThat(Numbers.significant(value, 6)).isEqualTo(six);
    }

    @Test
    void tinyNumbersAreRoundedAsAllTheirDigitsWould() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong() >>> (1 + random.nextInt(12)));
            if (value > 0 && value < 1e-20) {
                BigDecimal whole = new BigDecimal(value).round(new MathContext(17));
                assertThat(new BigDecimal(Numbers.seventeen(value)))
                        .as("seed 5, case %s", i)
                        .isEqualByComparingTo(whole);
            }
        }
    }

    @Test
    void bothFormsReadBackExactly() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            double value = Math.pow(10, random.nextDouble() * 40 - 30) * (random.nextBoolean() ? 1 : -1);
            assertThat(Double.parseDouble(Numbers.shortest(value)))
                    .as("seed 3, case %s", i)
                    .isEqualTo(value);
            assertThat(Double.parseDouble(Numbers.seventeen(value)))
                    .as("seed 3, case %s", i)
                    .isEqualTo(value);
        }
    }
}
