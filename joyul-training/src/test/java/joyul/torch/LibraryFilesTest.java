package joyul.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFilesTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};

    /** Even, as jars keep time in steps of two seconds. */
    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    Path folder;

    private Path cache;
    private Path library;
    private List<URL> libraries;

    @BeforeEach
    void makeAJar() throws IOException {
        Path jar = folder.resolve("some-1.0.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            JarEntry entry = new JarEntry("a/b/libsome.so.1");
            entry.setTime(TIME.toMillis());
            out.putNextEntry(entry);
            out.write(CONTENT);
            out.closeEntry();
        }
        cache = Files.createDirectory(folder.resolve("cache"));
        library = cache.resolve("some-1.0.jar/a/b/libsome.so.1");
        String url = "jar:" + jar.toUri() + "!/a/b/libsome.so.1";
        libraries = List.of(
                URI.create(url).toURL(), URI.create(url + "#libother.so.1").toURL());
    }

    @Test
    void aLibraryIsUnpackedWhereJavaCppLooksForItWithTheTimeThatItChecks() throws IOException {
        LibraryFiles.unpack(libraries, cache);
        assertThat(library).hasBinaryContent(CONTENT);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(TIME);
        assertThat(library.resolveSibling("libother.so.1")).hasBinaryContent(CONTENT);
    }

    @Test
    void halfALibraryIsReplacedAndWhatAKilledProcessLeftIsRemoved() throws IOException {
        Files.createDirectories(library.getParent());
        Files.write(library, new byte[] {1, 2});
        Files.write(library.resolveSibling(".joyul-left"), new byte[] {1, 2, 3});
        LibraryFiles.unpack(libraries, cache);
        assertThat(library).hasBinaryContent(CONTENT);
        try (Stream<Path> files = Files.list(library.getParent())) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("libsome.so.1", "libother.so.1");
        }
    }

    @Test
    void aLibraryOfTheRightSizeAndAnotherTimeIsReplacedForItMayHaveBeenWrittenInPlace() throws IOException {
        Files.createDirectories(library.getParent());
        Files.write(library, new byte[] {0, 0, 0, 0, 0});
        LibraryFiles.unpack(libraries, cache);
        assertThat(library).hasBinaryContent(CONTENT);
    }

    @Test
    void aWholeLibraryIsNotTouched() throws IOException {
        LibraryFiles.unpack(libraries, cache);
        Object before = key(library);
        LibraryFiles.unpack(libraries, cache);
        assertThat(key(library)).isEqualTo(before);
    }

    @Test
    void javaCppItselfLooksAtTheSamePlace() throws IOException {
        Torch.start();
        URL[] found = Loader.findLibrary(
                Loader.class, Loader.loadProperties(Loader.class, Loader.loadProperties(), true), "jnijavacpp");
        LibraryFiles.unpack(List.of(found[0]), cache);
        assertThat(LibraryFiles.areUnpacked()).isTrue();
        Path ours = cache.relativize(only(cache));
        assertThat(Loader.cacheResource(found[0]).toPath().toRealPath())
                .isEqualTo(Loader.getCacheDir().toPath().toRealPath().resolve(ours));
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
