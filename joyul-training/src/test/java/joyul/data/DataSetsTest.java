package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
    @TempDir
    Path folder;

    @Test
    void theListSaysWhatEachNamedSetHolds() {
        assertThat(DataSets.list())
                .extracting(DataSet::name)
                .containsExactly("fashion-mini", "digits", "mnist", "fashion-mnist")
                .startsWith(DataSets.DEFAULT);
        for (DataSet set : DataSets.list()) {
            if (set.embedded()) {
                Data data = Data.load(set.name());
                assertThat(data.train().size()).isEqualTo(set.train());
                assertThat(data.validation().size()).isEqualTo(set.validation());
                assertThat(data.test().size()).isEqualTo(set.test());
                assertThat(data.train().shapeText()).isEqualTo(set.shape());
                assertThat(data.classes()).isEqualTo(set.classes());
                assertThat(data.name()).isEqualTo(set.name());
            }
        }
    }

    @Test
    void aNamedFolderIsFoundByOptionAndByEnvironment() throws IOException {
        IdxFiles.folder(folder.resolve("mnist"));
        DataOptions none = DataOptions.defaults();
        assertThat(DataSets.load("mnist", none.withDataDir(folder), name -> null)
                        .test()
                        .size())
                .isEqualTo(9);
        Data byEnvironment = DataSets.load("mnist", none, name -> name.equals("JOYUL_DATA") ? folder.toString() : null);
        assertThat(byEnvironment.test().size()).isEqualTo(9);
        assertThat(byEnvironment.classes()).hasSize(10);
        assertThat(byEnvironment.name()).isEqualTo("mnist");
    }

    @Test
    void aSetThatIsNotFoundSaysWhereItWasLookedForAndWhatToDo() {
        assertThatThrownBy(() -> DataSets.load(
                        "fashion-mnist", DataOptions.defaults().withDataDir(folder), name -> "/elsewhere"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "looked in " + folder.resolve("fashion-mnist") + ", " + Path.of("/elsewhere/fashion-mnist"))
                .hasMessageContaining("withDataDir(DIR)")
                .hasMessageContaining("JOYUL_DATA")
                .hasMessageContaining("train-images-idx3-ubyte");
        assertThatThrownBy(() -> DataSets.load("mnist", DataOptions.defaults(), name -> null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no data folder was given");
    }

    @Test
    void aMistypedNameAndAMissingPathAreToldApart() {
        assertThatThrownBy(() -> Data.load("fashon-mini"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown data set 'fashon-mini'; did you mean 'fashion-mini'?");
        assertThatThrownBy(() -> Data.load("table.csv"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no file or folder table.csv; check the path");
        assertThatThrownBy(() -> Data.load("\0"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("neither a data set nor a path");
    }

    @Test
    void anEmbeddedSetCannotBeSplitAgain() {
        assertThatThrownBy(() -> Data.load("digits", DataOptions.defaults().withSplit(Split.standard(1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("comes split");
    }
}
