package joyul.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import joyul.data.Data;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {
    @TempDir
    Path folder;

    private Path csv;

    @BeforeEach
    void aTableBesideARecipe() throws IOException {
        csv = folder.resolve("prices.csv");
        StringBuilder text = new StringBuilder("size,label\n");
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            text.append(random.nextInt(90)).append(',').append(0.5 + i).append('\n');
        }
        Files.writeString(csv, text);
    }

    private Recipe read(String yaml) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, yaml);
        RecipeDraft draft = RecipeDraft.read(file);
        return draft.complete(draft.source().load(Optional.empty()));
    }

    @Test
    void aRelativePathCountsFromTheRecipesFolder() throws IOException {
        for (String yaml : new String[] {"data: prices.csv", "data: {source: prices.csv, task: regression}"}) {
            Recipe recipe = read(yaml);
            assertThat(recipe.data().source()).as(yaml).isEqualTo(csv.toString());
            // Written elsewhere, the recipe still finds its data.
            Path other = Files.createDirectories(folder.resolve("runs/7")).resolve("recipe.yaml");
            recipe.write(other);
            assertThat(RecipeDraft.read(other).source().load(Optional.empty()).checksum())
                    .isEqualTo(recipe.data().checksum());
        }
    }

    @Test
    void aNameIsNoPathEvenWhereAFileIsCalledSo() throws IOException {
        Files.createDirectory(folder.resolve("digits"));
        assertThat(read("data: digits").data().source()).isEqualTo("digits");
        assertThat(DataSource.named("nowhere.csv").of(Data.load("digits")).source())
                .isEqualTo("nowhere.csv");
    }
}
