package joyul.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class TypedParameterTest {
    enum Norm {
        NONE,
        GHOST
    }

    record Adam(double beta) {}

    private static final FloatParameter RATE =
            Parameter.floating("lr", 1e-5, 0.1).log();
    private static final ChoiceParameter<Norm> NORM = Parameter.choice("norm", Norm.values());
    private static final IntParameter SIZE =
            Parameter.integer("size", 8, 64).step(8).when(NORM, Norm.GHOST);
    private static final ChoiceParameter<Record> OPTIMIZER =
            Parameter.choice("optimizer", new Adam(0.9), new Adam(0.99));

    @Test
    void theirSpaceIsTheOneThatNamesBuild() {
        assertThat(Space.of(RATE, NORM, SIZE).parameters())
                .isEqualTo(Space.empty()
                        .floating("lr", 1e-5, 0.1, Scale.LOG)
                        .choice("norm", "NONE", "GHOST")
                        .with(new Parameter(
                                "size", new IntDomain(8, 64, Scale.LINEAR, 8), new Condition("norm", Set.of("GHOST"))))
                        .parameters());
        assertThat(Parameter.floating("p", 0, 0.5).step(0.25).parameter().domain())
                .isEqualTo(new FloatDomain(0, 0.5, Scale.LINEAR, 0.25));
        assertThat(Parameter.integer("w", 8, 128).log().parameter().domain())
                .isEqualTo(new IntDomain(8, 128, Scale.LOG, 1));
        assertThatThrownBy(() -> Space.of(SIZE, NORM))
                .isInstanceOf(InputException.class)
                .hasMessage("the parent 'norm' of parameter 'size' must be added before it");
    }

    @Test
    void aPointIsReadWithoutNamesAndCasts() {
        Point point = Point.of(Map.of("lr", 0.01, "norm", "GHOST", "size", 16L, "optimizer", "Adam[beta=0.99]"));
        double rate = point.get(RATE);
        int size = point.get(SIZE);
        Norm norm = point.get(NORM);
        assertThat(rate).isEqualTo(0.01);
        assertThat(size).isEqualTo(16);
        assertThat(norm).isEqualTo(Norm.GHOST);
        assertThat(point.get(OPTIMIZER)).isEqualTo(new Adam(0.99));
        assertThat(point.has(SIZE)).isTrue();
        assertThat(Point.empty().has(SIZE)).isFalse();
        assertThatThrownBy(() -> Point.of(Map.of("lr", 1.0)).get(SIZE)).hasMessageContaining("no parameter 'size'");
        assertThatThrownBy(() -> Point.of(Map.of("norm", "BATCH")).get(NORM))
                .hasMessage("'BATCH' must be one of [NONE, GHOST]");
    }

    @Test
    void aChoiceThatAnotherProcessCouldNotReadIsRefused() {
        assertThatThrownBy(() -> Parameter.choice("x", new Object()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("an enum constant or a record, but was of class java.lang.Object");
        assertThat(Parameter.choice("x", 1, 2).read(2L)).isEqualTo(2);
        assertThat(List.of(Parameter.choice("x", "a").write("a"))).containsExactly("a");
    }
}
