package joyul.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final Space SPACE = Space.empty()
            .floating("lr", 1e-4, 1, Scale.LOG)
            .integer("layers", 1, 3, Scale.LINEAR)
            .choice("norm", "none", "batch", "ghost")
            .when("norm", "ghost")
            .integer("size", 8, 64, Scale.LOG)
            .when("layers", 2, 3)
            .floating("dropout", 0, 0.5, Scale.LINEAR);

    private static List<String> next(Space space, Point chosen) {
        return space.nextGroup(chosen).stream().map(Parameter::name).toList();
    }

    @Test
    void groupsComeInTheOrderInWhichConditionsCanBeDecided() {
        assertThat(next(SPACE, Point.empty())).containsExactly("lr", "layers", "norm");
        Point first = Point.of(Map.of("lr", 0.1, "layers", 2L, "norm", "ghost"));
        assertThat(next(SPACE, first)).containsExactly("size", "dropout");
        assertThat(next(SPACE, first.with("norm", "none"))).containsExactly("dropout");
        assertThat(next(SPACE, first.with("size", 8L).with("dropout", 0.1))).isEmpty();
    }

    @Test
    void theNumberOfAConditionMayBeWrittenAsAnyNumber() {
        assertThat(next(SPACE, Point.of(Map.of("lr", 0.1, "layers", 1L, "norm", "none"))))
                .isEmpty();
    }

    @Test
    void aFixedParentRemovesItsOtherChildren() {
        assertThat(next(SPACE.choice("norm", "none"), Point.of(Map.of("lr", 0.1, "layers", 1L, "norm", "none"))))
                .isEmpty();
        assertThat(SPACE.choice("norm", "none").parameters().get(2).name()).isEqualTo("norm");
    }

    @Test
    void aConditionNeedsAParentBeforeItAndAValueOfThatParent() {
        assertThatThrownBy(() -> SPACE.when("optimizer", "adam").floating("beta", 0, 1, Scale.LINEAR))
                .isInstanceOf(InputException.class)
                .hasMessage("the parent 'optimizer' of parameter 'beta' must be added before it");
        assertThatThrownBy(() -> SPACE.when("size", 8).floating("lr", 0, 1, Scale.LINEAR))
                .hasMessageContaining("must be added before it");
        assertThatThrownBy(() -> SPACE.when("norm", "gost").floating("x", 0, 1, Scale.LINEAR))
                .hasMessage("norm must be in [none, batch, ghost], but was gost");
    }

    @Test
    void aPointIsAcceptedOrRefusedByName() {
        assertThat(SPACE.accept(Point.of(Map.of("size", 16))).value("size")).isEqualTo(16L);
        assertThatThrownBy(() -> SPACE.accept(Point.of(Map.of("lrr", 0.1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown parameter 'lrr'; did you mean 'lr'?");
        assertThatThrownBy(() -> SPACE.accept(Point.of(Map.of("lr", 2))))
                .hasMessage("lr must be in [1.0E-4, 1.0] (log), but was 2");
    }

    @Test
    void aPointSaysWhichNameItLacks() {
        assertThatThrownBy(() -> Point.of(Map.of("lr", 0.1)).number("lrr"))
                .hasMessage("the point has no parameter 'lrr'; did you mean 'lr'? it has lr");
        assertThatThrownBy(() -> Point.of(Map.of("norm", "none")).number("norm"))
                .hasMessage("norm must be a number, but was none");
    }
}
