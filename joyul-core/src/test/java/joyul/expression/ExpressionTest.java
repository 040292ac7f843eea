package joyul.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import joyul.check.InputException;
import joyul.rate.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExpressionTest {
    private static Expression parse(String source) {
        return Expression.parse(source, "lr_lambda");
    }

    @Test
    void everyValueIsPythonsAndWhatPythonCannotComputeIsRefused() {
        List<JsonNode> lines = Fixture.lines("expressions.jsonl");
        assertThat(lines).hasSizeGreaterThan(90);
        for (JsonNode line : lines) {
            Expression expression = parse(line.get("expression").asString());
            for (Map.Entry<String, JsonNode> entry : line.get("values").properties()) {
                int step = Integer.parseInt(entry.getKey());
                String what = line.get("expression") + " at " + step;
                if (entry.getValue().isNull()) {
                    assertThatThrownBy(() -> expression.applyAsDouble(step))
                            .as(what)
                            .isInstanceOf(InputException.class)
                            .hasMessageEndingWith("at step " + step);
                } else {
                    double expected = entry.getValue().asDouble();
                    assertThat(expression.applyAsDouble(step))
                            .as(what)
                            .isCloseTo(expected, within(4e-16 * Math.abs(expected)));
                }
            }
        }
    }

    @Test
    void theTextIsKeptOnOneLineAndReadsBackAsAnEqualExpression() {
        Expression expression = parse("lambda t: (0.5 # half\n    ** t)");

        assertThat(expression.text()).isEqualTo("lambda t: (0.5 ** t)");
        assertThat(parse(expression.text())).isEqualTo(expression).hasSameHashCodeAs(expression);
        assertThat(parse("0.95 ** epoch").text()).isEqualTo("lambda epoch: 0.95 ** epoch");
    }

    @Test
    void aParameterNamedLikeAConstantHidesIt() {
        assertThat(parse("lambda e: e + math.e").applyAsDouble(2)).isEqualTo(2 + Math.E);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ''                       | column 1 of lr_lambda: expected a number, a name or '('
            0.95 ** epcoh            | column 9 of lr_lambda: unknown name 'epcoh'; did you mean 'epoch'?
            0.95 ** x                | column 9 of lr_lambda: unknown name 'x'; the variable is 'epoch'
            lambda a, b: a           | column 9 of lr_lambda: expected ':', but found ','
            lambda if: 1             | column 8 of lr_lambda: 'if' cannot be a parameter's name
            1 +                      | column 4 of lr_lambda: expected a number, a name or '(', but found the end
            (1 + 2                   | column 7 of lr_lambda: expected ')', but found the end
            1 2                      | column 3 of lr_lambda: expected an operator or the end, but found '2'
            epoch; 1                 | column 6 of lr_lambda: cannot read ';'
            0x10                     | column 1 of lr_lambda: cannot read '0x10'
            epoch & 1                | column 7 of lr_lambda: cannot read '&'
            1 if epoch               | column 11 of lr_lambda: expected 'else', but found the end
            min(1)                   | column 1 of lr_lambda: min takes 2 or more values, but was given 1
            math.cos(1, 2)           | column 6 of lr_lambda: cos takes 1 value, but was given 2
            math.gamma(1)            | column 6 of lr_lambda: unknown name 'gamma'
            math.cos                 | column 9 of lr_lambda: expected '(', but found the end
            __import__('os')         | column 1 of lr_lambda: unknown name '__import__'
            epoch.real               | column 6 of lr_lambda: expected an operator or the end, but found '.'
            [1, 2][epoch]            | column 1 of lr_lambda: expected a number, a name or '(', but found '['
            epoch is None            | column 7 of lr_lambda: expected an operator or the end, but found 'is'
            'lambda' * 2             | column 1 of lr_lambda: expected a number, a name or '(', but found ''lambda''
            'x                       | column 1 of lr_lambda: cannot read the text that begins here; its closing quote
            """)
    void whatIsNotArithmeticIsRefusedWithItsColumn(String source, String message) {
        assertThatThrownBy(() -> parse(source.equals("''") ? "" : source))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aDivisionByZeroNamesItsStep() {
        Expression expression = parse("1 / (epoch - 3)");

        assertThat(expression.applyAsDouble(4)).isEqualTo(1);
        assertThatThrownBy(() -> expression.applyAsDouble(3))
                .isInstanceOf(InputException.class)
                .hasMessage("lr_lambda must be a finite number at every step, but "
                        + "'lambda epoch: 1 / (epoch - 3)' divides by zero at step 3");
    }

    @Test
    void aRemainderThatDoublesCannotTellIsRefusedRatherThanWrong() {
        Expression expression = parse("3 ** epoch % 10");

        assertThat(expression.applyAsDouble(33)).isEqualTo(3);
        assertThatThrownBy(() -> expression.applyAsDouble(141))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes the remainder of a number above 2^53 at step 141");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "not ", "1 ** ", "min(1, ", "1 if epoch else "})
    void nestingEndsAt200LevelsWithoutExhaustingTheStack(String level) {
        String close = level.contains("(") ? ")" : "";
        assertThat(parse(level.repeat(150) + "0" + close.repeat(150)).applyAsDouble(1))
                .isFinite();
        assertThatThrownBy(() -> parse(level.repeat(400) + "0" + close.repeat(400)))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("nested more than 200 levels deep");
    }

    @Test
    void aLongSumIsFineAndAnEndlessOneIsRefused() {
        assertThat(parse("1" + " + 1".repeat(900)).applyAsDouble(0)).isEqualTo(901);
        assertThatThrownBy(() -> parse("1" + "+1".repeat(1000)))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("more than 1000 operands");
        assertThatThrownBy(() -> parse("1" + " ".repeat(100_000)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 10000 characters");
    }

    @Test
    void garbageNeverFailsInAnyOtherWay() {
        long seed = 7;
        Random random = new Random(seed);
        String[] parts = {
            "epoch", "lambda", "x", ":", "(", ")", "**", "//", "%", "-", "1", "0", "2.5e3", "if", "else", "and", "not",
            "<", "==", "math", ".", "cos", "min", ",", "1e308", "#", "\n", "'", "é", "\\", "[", "None", " "
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Expression expression = parse(text.toString());
                assertThat(parse(expression.text())).isEqualTo(expression);
                expression.applyAsDouble(random.nextInt(100));
            } catch (InputException refused) {
                assertThat(refused.getMessage())
                        .as("seed %s, case %s: %s", seed, i, text)
                        .doesNotContain("\n");
            }
        }
    }
}
