package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table("크기", "examples/s", "memory", "why")
            .row("8", "1,234", "12 MB", "it fits everywhere and is fast")
            .row("16", "2,345", "24 MB", "-");

    @Test
    void wideSignsTakeTwoColumns() {
        assertThat(table.text()).isEqualTo("""
                        크기  examples/s  memory  why
                        8     1,234       12 MB   it fits everywhere and is fast
                        16    2,345       24 MB   -
                        """);
    }

    @Test
    void aLongTextIsBrokenWhereItHasRoom() {
        assertThat(table.text(42)).isEqualTo("""
                        크기  examples/s  memory
                        8     1,234       12 MB
                        16    2,345       24 MB

                        크기  why
                        8     it fits everywhere and is fast
                        16    -
                        """);
        assertThat(table.text(24)).isEqualTo("""
                        크기  examples/s  memory
                        8     1,234       12 MB
                        16    2,345       24 MB

                        크기  why
                        8     it fits everywhere
                              and is fast
                        16    -
                        """);
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int columns = 20; columns <= 80; columns++) {
            for (String text : new String[] {table.text(columns), Paragraph.fitted(SENTENCE, columns)}) {
                int width = columns;
                assertThat(text.lines()).as("of %s columns", columns).allMatch(line -> Columns.of(line) <= width);
            }
        }
    }

    private static final String SENTENCE = "- 검증 손실이 가장 낮은 실행은 train입니다. Use this recipe: it did best.";

    @Test
    void aSentenceIsBrokenBetweenWordsAndACommandStaysWhole() {
        assertThat(Paragraph.fitted("- one two three\n  → four five", 11))
                .isEqualTo("- one two\n  three\n  → four\n    five");
        assertThat(Paragraph.fitted("interrupted; go on by: joyul train --resume --out joyul-out/train", 30))
                .isEqualTo("interrupted; go on by:\n  joyul train --resume --out joyul-out/train");
        assertThat(Paragraph.fitted("\n\nword.", 3)).isEqualTo("\n\nword.");
    }
}
