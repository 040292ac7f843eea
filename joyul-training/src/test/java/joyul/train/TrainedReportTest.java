package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.data.Data;
import joyul.explain.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedReportTest {
    @Test
    void aRunInMemoryHasThePageToo(@TempDir Path folder) throws IOException {
        Data data = SmallData.digits();
        Trained run = Trained.run(SmallData.recipe(data, "network: mlp\nepochs: 2\n"), data);
        Path page = folder.resolve("run.html");
        run.writeReport(page);
        String second = "[2," + run.epochs().get(1).validation().loss() + "]";
        assertThat(Files.readString(page))
                .contains("The run reached its end after 2 epochs")
                .contains(second)
                .endsWith("</html>\n");
        run.writeReport(page, Language.KO);
        assertThat(Files.readString(page)).contains("<html lang=\"ko\">");
    }
}
