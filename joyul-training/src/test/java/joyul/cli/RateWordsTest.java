package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.explain.Language;
import joyul.explain.Texts;
import joyul.rate.Length;
import joyul.rate.Paced;
import joyul.rate.Schedules;
import joyul.recipe.Every;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWordsTest {
    private static final Texts ENGLISH = Console.texts(Language.EN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StepLR(step_size=10, gamma=0.1) | rate x0.1 every 10 epochs
            StepLR('1ep')                   | rate x0.1 every epoch
            MultiStepLR([15, 25])           | rate x0.1 after each of 15, 25 epochs
            ExponentialLR(0.9)              | rate x0.9 every epoch
            LambdaLR(lambda e: 0.9 ** e)    | rate x 0.9 ** e, where e counts epochs
            ReduceLROnPlateau(patience=3)   | rate x0.1 when the validation loss has not improved for more than 3 epochs
            OneCycleLR()                    | rate up and down in one cycle over the run
            Warmup(500, then=StepLR(30))    | rate up over 500 steps, then x0.1 every 30 epochs
            Warmup('5%', then=CosineAnnealingLR()) | rate up over 5 % of the run, then to 0 along a cosine over the run
            SequentialLR([LinearLR(0.1, total_iters=5), ExponentialLR(0.9)], [5]) | rate from x0.1 to x1 in a straight line over 5 epochs; after 5 epochs x0.9 every epoch
            """)
    void theCourseOfTheRateNamesItsUnit(String text, String words) {
        Paced paced = Paced.of(Schedules.parse(text), Length.Unit.ST);

        assertThat(RateWords.of(paced.schedule(), paced.unit() == Length.Unit.EP ? Every.EPOCH : Every.STEP, ENGLISH))
                .isEqualTo(words);
    }

    @Test
    void everyKindOfScheduleHasWords() {
        for (String text : new String[] {
            "constant",
            "MultiplicativeLR(lambda e: 0.9)",
            "ConstantLR()",
            "LinearLR()",
            "PolynomialLR()",
            "TanhLR()",
            "CosineAnnealingWarmRestarts(5, 2)",
            "CyclicLR()",
            "SWALR(0.05)",
            "WSD()",
            "InverseSquareRootLR(5)",
            "EarlyStopping()",
            "ChainedScheduler([StepLR(1)])"
        }) {
            String name = text.replaceAll("\\(.*", "");
            assertThat(RateWords.of(Schedules.parse(text), Every.STEP, ENGLISH))
                    .doesNotContain(name)
                    .doesNotContain("null");
        }
        assertThat(Schedules.names()).hasSize(22);
    }
}
