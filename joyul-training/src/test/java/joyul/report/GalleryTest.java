package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import joyul.rate.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void everyScheduleIsInIt() {
        assertThat(Gallery.entries()).extracting(Gallery.Entry::name).containsExactlyElementsOf(Schedules.names());
        assertThat(Gallery.entries())
                .allSatisfy(entry -> assertThat(entry.spec()).contains(entry.name()));
    }

    @Test
    void thePageAndItsPicturesInTheDocumentationAreOfToday(@TempDir Path folder) throws Exception {
        Gallery.write(folder);
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertThat(DOCS.resolve(folder.relativize(file).toString()))
                        .as("made by joyul schedule --gallery docs")
                        .hasSameTextualContentAs(file);
            }
        }
    }
}
