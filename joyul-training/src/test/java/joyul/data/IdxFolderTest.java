package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        IdxFiles.folder(folder);
    }

    @Test
    void theTrainingFileIsDividedAndTheTestFileIsTheTest() {
        Data data = Data.load(folder.toString());
        assertThat(data.train().size()).isEqualTo(27);
        assertThat(data.validation().size()).isEqualTo(3);
        assertThat(data.test().size()).isEqualTo(9);
        assertThat(data.train().shape()).containsExactly(1, 2, 3);
        assertThat(data.classes()).containsExactly("0", "1", "2");
        assertThat(((Targets.Labels) data.validation().targets()).values()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(data.split()).contains(new Split(new Portion.Share(0.1), new Portion.Given(), 0, true));
    }

    @Test
    void imagesKeepTheirLabels() {
        Examples train = Data.load(folder.toString()).train();
        byte[] pixels = ((Features.Bytes) train.features()).values();
        int[] labels = ((Targets.Labels) train.targets()).values();
        for (int i = 0; i < train.size(); i++) {
            int imageInFile = (pixels[i * 6] & 0xFF) / 6;
            assertThat(labels[i]).isEqualTo(imageInFile % 3);
        }
    }

    @Test
    void differentCountsOfImagesAndLabelsAreRefused() throws IOException {
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxFiles.labels(8));
        assertThatThrownBy(() -> Data.load(folder.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("t10k-images.idx3-ubyte has 9 images")
                .hasMessageContaining("t10k-labels-idx1-ubyte has 8 labels");
    }

    @Test
    void aLabelOutOfRangeNamesFileAndRow() throws IOException {
        byte[] labels = IdxFiles.labels(9);
        labels[8 + 5] = 12;
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels);
        assertThatThrownBy(() -> Data.load(folder.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("t10k-labels-idx1-ubyte: label 12 at row 5 is out of range 0..2");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("t10k-images.idx3-ubyte"));
        assertThatThrownBy(() -> Data.load(folder.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no t10k-images-idx3-ubyte; a folder of IDX files holds");
    }

    @Test
    void aTestPortionIsRefusedBecauseTheTestHasItsOwnFile() {
        assertThatThrownBy(() -> Data.load(folder, DataOptions.defaults().withSplit(Split.standard(1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("split.test must be 'given'")
                .hasMessageContaining("but was 0.1");
    }

    @Test
    void oneIdxFileInsteadOfTheFolderIsExplained() {
        for (String file : new String[] {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte"}) {
            assertThatThrownBy(() -> Data.load(folder.resolve(file).toString()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is one IDX file; give the folder");
        }
    }
}
