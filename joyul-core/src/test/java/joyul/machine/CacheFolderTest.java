package joyul.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void theNamedFolderComesFirstThenTheOneOfCachesThenTheHome() {
        String caches = Path.of("caches").toAbsolutePath().toString();
        assertThat(CacheFolder.of("here", caches, HOME)).isEqualTo(Path.of("here"));
        assertThat(CacheFolder.of(null, caches, HOME)).isEqualTo(Path.of(caches, "joyul"));
        assertThat(CacheFolder.of(null, null, HOME)).isEqualTo(Path.of("/home/ada/.cache/joyul"));
    }

    @Test
    void aFolderOfCachesThatIsNotAbsoluteCountsAsNone() {
        assertThat(CacheFolder.of(null, "", HOME)).isEqualTo(Path.of("/home/ada/.cache/joyul"));
        assertThat(CacheFolder.of(null, "caches", HOME)).isEqualTo(Path.of("/home/ada/.cache/joyul"));
    }
}
