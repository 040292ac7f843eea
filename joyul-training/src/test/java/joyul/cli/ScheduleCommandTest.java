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
                .isEqualTo("joyul: " + metrics + " line 2: 'abc' is not a number\n");
        assertThat(Ran.joyul("schedule", "ExponentialLR(0.9)", "--epochs", "3", "--steps", "3")
                        .code())
                .isEqualTo(2);
    }
}
