package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {
    @TempDir
    Path folder;

    @Test
    void theRatesOfAStepScheduleAreHalvedEveryTwoEpochs() {
        Ran ran = Ran.joyul(
                "schedule", "StepLR(step_size=2, gamma=0.5)", "--lr", "0.5", "--epochs", "5", "--format", "csv");
        assertThat(ran).isEqualTo(new Ran(0, "step,lr\n0,0.5\n1,0.5\n2,0.25\n3,0.25\n4,0.125\n", ""));
    }

    @Test
    void linesPastedFromPyTorchWork() {
        // 0.001 * 0.997 and 0.1 * 0.95, 0.1 * 0.9025, as PyTorch's own doubles print with 17 digits.
        assertThat(Ran.joyul(
                                "schedule",
                                "torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.997)",
                                "--lr",
                                "0.001",
                                "--epochs",
                                "2",
                                "--format",
                                "csv")
                        .out())
                .isEqualTo("step,lr\n0,0.001\n1,0.00099700000000000006\n");
        assertThat(Ran.joyul(
                                "schedule",
                                "LambdaLR(optimizer=optimizer,\n    lr_lambda=lambda epoch: 0.95 ** epoch)",
                                "--steps",
                                "3")
                        .out())
                .isEqualTo("step  lr\n   0  0.1\n   1  0.095\n   2  0.09025\n");
    }

    @Test
    void thePastedOptimizerTellsTheRateUnlessOneIsGiven() {
        String paste = "optimizer = torch.optim.SGD(model.parameters(), lr=0.001)\n"
                + "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)";
        assertThat(Ran.joyul("schedule", paste, "--epochs", "2"))
                .isEqualTo(new Ran(0, "epoch  lr\n    0  0.001\n    1  0.0001\n", ""));
        assertThat(Ran.joyul("schedule", paste, "--epochs", "2", "--lr", "0.5").out())
                .isEqualTo("epoch  lr\n    0  0.5\n    1  0.05\n");
    }

    @Test
    void schedulesOfOtherLibrariesAreAnsweredByTheirEqual() {
        Ran cosine = Ran.joyul("schedule", "get_cosine_schedule_with_warmup(optimizer, 2, 6)", "--format", "csv");
        assertThat(cosine.log())
                .isEqualTo("get_cosine_schedule_with_warmup is Warmup(steps=2, start_factor=0.0,"
                        + " then=CosineAnnealingLR(T_max=4))\n");
        assertThat(cosine.out().lines()).hasSize(7);
        assertThat(Ran.joyul("schedule", "CosineLRScheduler(optimizer, t_initial=4, lr_min=0.01)")
                        .out())
                .startsWith("epoch  lr\n    0  0.1\n")
                .contains("    2  0.055\n");
    }

    @Test
    void metricsAreReadWithinBounds() throws Exception {
        Path metrics = Files.writeString(folder.resolve("losses.txt"), "0.5\n0.4" + "(".repeat(8000) + "\n");
        Ran ran = Ran.joyul("schedule", "ReduceLROnPlateau()", "--metrics", metrics.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log())
                .contains("line 2: '0.4((((")
                .contains("is not a number")
                .hasSizeLessThan(400);
        assertThat(Ran.joyul("schedule", "ReduceLROnPlateau()", "--metrics", folder.toString())
                        .log())
                .contains("is a folder");
    }

    @Test
    void thirtyStepsAreShownWhenNobodySaysHowMany() {
        assertThat(Ran.joyul("schedule", "ExponentialLR(0.9)").out().lines()).hasSize(31);
    }

    @Test
    void jsonIsOneArray() {
        assertThat(Ran.joyul("schedule", "{\"type\":\"StepLR\",\"step_size\":1}", "--steps", "1", "--format", "json")
                        .out())
                .isEqualTo("[{\"step\":0,\"lr\":0.1}]\n");
    }

    @Test
    void aPlateauReadsTheMetrics() throws Exception {
        Path metrics = Files.writeString(folder.resolve("losses.txt"), "1.0\n1.0 1.0\n");
        Ran ran = Ran.joyul(
                "schedule",
                "ReduceLROnPlateau(patience=1)",
                "--metrics",
                metrics.toString(),
                "--lr",
                "1",
                "--epochs",
                "4",
                "--format",
                "csv");
        assertThat(ran.out()).isEqualTo("step,lr\n0,1\n1,1\n2,1\n3,0.10000000000000001\n");
        assertThat(Ran.joyul("schedule", "ReduceLROnPlateau()").log()).contains("without --metrics");
    }

    @Test
    void whatIsNoScheduleIsExplained() throws Exception {
        Ran unknown = Ran.joyul("schedule", "StepLr(step_size=2)");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.log()).startsWith("joyul: ").contains("did you mean 'StepLR'?");
        Path metrics = Files.writeString(folder.resolve("losses.txt"), "1.0\nabc\n");
        assertThat(Ran.joyul("schedule", "ReduceLROnPlateau()", "--metrics", metrics.toString())
                        .log())
                .isEqualTo("joyul: " + metrics
                        + " line 2: 'abc' is not a number; give a text file with one number a line\n");
        assertThat(Ran.joyul("schedule", "ExponentialLR(0.9)", "--epochs", "3", "--steps", "3")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void severalSchedulesStandSideBySide() {
        Ran ran =
                Ran.joyul("schedule", "ExponentialLR(0.5)", "constant", "--steps", "2", "--lr", "1", "--format", "csv");
        assertThat(ran).isEqualTo(new Ran(0, "step,lr1,lr2\n0,1,1\n1,0.5,1\n", ""));
        assertThat(Ran.joyul("schedule", "ExponentialLR(0.5)", "constant", "--steps", "2", "--lr", "1")
                        .out())
                .isEqualTo("step  lr1  lr2\n   0  1    1\n   1  0.5  1\n");
    }

    @Test
    void theMomentumIsShownWhenAskedFor() {
        assertThat(Ran.joyul(
                                "schedule",
                                "OneCycleLR(pct_start=0.5, anneal_strategy='linear', div_factor=2)",
                                "--steps",
                                "4",
                                "--momentum",
                                "0.9",
                                "--lr",
                                "1")
                        .out())
                .startsWith("step  lr        momentum\n   0  0.5       0.95\n   1  1         0.85\n");
    }

    @Test
    void lengthsMayBeInUnitsOfTheRun() {
        String spec = "StepLR('1ep', 0.5)";
        assertThat(Ran.joyul("schedule", spec, "--steps", "4", "--steps-per-epoch", "2", "--lr", "1", "--format", "csv")
                        .out())
                .isEqualTo("step,lr\n0,1\n1,1\n2,0.5\n3,0.5\n");
        assertThat(Ran.joyul("schedule", spec, "--steps", "4").log())
                .isEqualTo("joyul: '1ep' is given in epochs, whose length is not known here; give a number of steps or"
                        + " a share such as '10%'\n");
    }

    @Test
    void thePlotIsDrawnInTheTerminal() {
        String plot = Ran.joyul("schedule", "LinearLR(1, 0, '100%')", "constant", "--steps", "50", "--format", "plot")
                .out();
        assertThat(plot.lines()).hasSize(16 + 2 + 2);
        assertThat(plot.lines().findFirst().orElse("")).isEqualTo("    0.1 +**" + "o".repeat(62));
        assertThat(plot).contains("*  LinearLR(1, 0, '100%')\no  constant\n");
    }

    @Test
    void thePageIsWrittenWithItsDataAndFetchesNothing() throws Exception {
        Path page = folder.resolve("x.html");
        Ran ran = Ran.joyul("schedule", "StepLR(2)", "LambdaLR('1 if epoch < 3 else 0.1')", "--out", page.toString());
        assertThat(ran).isEqualTo(new Ran(0, "", "wrote " + page + "\n"));
        assertThat(Files.readString(page))
                .contains("\"name\":\"LambdaLR('1 if epoch \\u003c 3 else 0.1')\"", "\"points\":[[0,0.1],[1,0.1],")
                .doesNotContain("src=\"http", "href=\"http");
    }

    @Test
    void pytorchCodeIsPrinted() {
        assertThat(Ran.joyul("schedule", "StepLR('10%')", "--epochs", "200", "--pytorch"))
                .isEqualTo(new Ran(
                        0, "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=20, gamma=0.1)\n", ""));
        assertThat(Ran.joyul("schedule", "EarlyStopping()", "--format", "pytorch")
                        .log())
                .isEqualTo("joyul: PyTorch has no early stopping, so that there is no PyTorch code for it\n");
    }

    @Test
    void whatAScheduleAsksForIsTold() throws Exception {
        Path metrics = Files.writeString(folder.resolve("losses.txt"), "1\n2\nNaN\ninf\n");
        Ran ran = Ran.joyul("schedule", "EarlyStopping(1)", "--metrics", metrics.toString(), "--epochs", "6");
        assertThat(ran.log()).isEqualTo("before step 3 training stops; the best reading was that of step 0\n");
    }

    @Test
    void withoutASpecTheKnownOnesAreNamed() {
        Ran ran = Ran.joyul("schedule");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log()).startsWith("joyul: joyul schedule needs a SPEC").contains("CyclicLR");
    }
}
