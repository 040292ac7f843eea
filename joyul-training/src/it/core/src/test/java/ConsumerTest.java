import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import joyul.search.Search;
import joyul.study.Budget;
import joyul.study.Study;
import org.junit.jupiter.api.Test;

/** joyul-core alone tunes a plain Java objective, without any native training library on the class path. */
class ConsumerTest {
    @Test
    void theExamplesRun() {
        TuneAnything.main(new String[0]);
        MeasureNoise.main(new String[0]);
    }

    @Test
    void theSearchComesCloseToTheKnownOptimum() {
        Study study = Search.study("memory:", "demo").seed(7).minimize();
        study.optimize(t -> {
            double miss = t.suggestFloat("x", -5, 5) - 1.5;
            return miss * miss;
        }, Budget.trials(60));
        double best = study.best().value();
        assertTrue(best < 0.05, "the minimum is 0, but the best was " + best);
    }

    @Test
    void libtorchIsNotOnTheClassPath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.bytedeco.pytorch.Tensor"));
    }
}
