package joyul.rate;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schedule of PyTorch's against PyTorch itself, at every step of 40 or more random runs. */
class ParityTest {
    /** Schedules that PyTorch does not have; any other needs its fixture. */
    private static final List<String> OWN =
            List.of("constant", "WSD", "InverseSquareRootLR", "TanhLR", "EarlyStopping", "Warmup");

    static List<String> kindsOfPytorch() {
        return Schedules.names().stream().filter(name -> !OWN.contains(name)).toList();
    }

    @ParameterizedTest
    @MethodSource("kindsOfPytorch")
    void theRatesAndMomentaArePytorchs(String scheduler) {
        Fixture.of(scheduler).forEach(Fixture::check);
    }
}
