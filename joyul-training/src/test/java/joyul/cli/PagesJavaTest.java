package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java of README and pages: all of it compiles, and what is complete runs. A fragment may take for given what is
 * listed here; one that needs none of it is complete.
 */
class PagesJavaTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^public final class (\\w+)");

    /** What stands around a fragment in its reader's program. */
    private static final String GIVEN = """
            static Data data;
            static Recipe recipe;
            static long step;
            static Readings readings;
            static double[] weights;
            static int examples;
            static long seed;
            static double validationLoss;
            static org.bytedeco.pytorch.Module module;
            static List<Tensor> batches;
            static Tensor exampleBatch;

            static double loss(double rate) {
                return rate;
            }

            static Tensor loss(org.bytedeco.pytorch.Module module, int[] rows) {
                return exampleBatch;
            }

            static double[] gradient(double[] weights, int[] rows) {
                return weights;
            }

            abstract static class MyTraining implements BatchTrial {}
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everySnippetCompilesAndWhatIsCompleteRuns() throws IOException {
        return Page.all().stream()
                .filter(page -> !page.blocks("java").isEmpty())
                .map(page -> DynamicTest.dynamicTest(page.name(), () -> {
                    for (String snippet : page.blocks("java")) {
                        check(page, snippet);
                    }
                }));
    }

    private void check(Page page, String snippet) throws Exception {
        Matcher type = TYPE.matcher(snippet);
        if (type.find()) {
            assertThat(errors(type.group(1), snippet)).as(page.name()).isEmpty();
            run(type.group(1), "main", new Object[] {new String[0]}, String[].class);
            return;
        }
        if (errors("Snippet", wrapped(snippet, "")).isEmpty()) {
            run("Snippet", "run", new Object[0]);
            return;
        }
        assertThat(errors("Snippet", wrapped(snippet, GIVEN)))
                .as("%s: %s", page.name(), snippet)
                .isEmpty();
    }

    @Test
    void theReadmesProgramIsTheExampleThatTheConsumerRuns() throws IOException {
        assertThat(program("README.md")).isEqualTo(Files.readString(Page.ROOT.resolve("examples/training/First.java")));
    }

    private static String program(String page) throws IOException {
        return Page.of(Page.ROOT.resolve(page)).blocks("java").get(0);
    }

    @Test
    void theReadmesDependencyIsTheConsumersAndOfThisVersion() throws IOException {
        String pom = Page.of(Page.ROOT.resolve("README.md")).blocks("xml").get(0);
        String dependency = pom.substring(pom.indexOf("<dependency>"), pom.indexOf("</dependency>"));
        String parent = Files.readString(Page.ROOT.resolve("pom.xml"));
        String version = parent.substring(parent.indexOf("<version>"), parent.indexOf("</version>"));
        assertThat(dependency).contains(version);
        assertThat(Files.readString(Path.of("src/it/training/pom.xml")))
                .contains(dependency.replace(version, "<version>@project.version@"));
    }

    @Test
    void theKoreanReadmeHasTheSameCode() throws IOException {
        for (String language : List.of("java", "xml")) {
            assertThat(code("README.ko.md", language)).isNotEmpty().isEqualTo(code("README.md", language));
        }
    }

    private static List<String> code(String page, String language) throws IOException {
        return Page.of(Page.ROOT.resolve(page)).blocks(language).stream()
                .map(block -> block.replaceAll("(?m) *// .*$", ""))
                .toList();
    }

    private static String wrapped(String snippet, String given) throws IOException {
        return imports() + "\nclass Snippet {\n" + given + "\npublic static void run() throws Exception {\n" + snippet
                + "\n}\n}\n";
    }

    /** Every public room, and what the pages' readers have on their own class path. */
    private static String imports() throws IOException {
        TreeSet<String> rooms = new TreeSet<>();
        for (String module : List.of("../joyul-core/src/main/java", "src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                files.filter(file -> file.endsWith("package-info.java"))
                        .map(file ->
                                Path.of(module).relativize(file.getParent()).toString())
                        .forEach(room -> rooms.add(room.replace('/', '.').replace('\\', '.')));
            }
        }
        return Stream.concat(
                        rooms.stream(), Stream.of("java.nio.file", "java.time", "java.util", "org.bytedeco.pytorch"))
                .map(room -> "import " + room + ".*;")
                .collect(Collectors.joining("\n"));
    }

    /** Compiles one file; what the compiler says where it fails. */
    private Optional<String> errors(String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            return compiled ? Optional.empty() : Optional.of(said.toString());
        }
    }

    private void run(String name, String method, Object[] arguments, Class<?>... types) throws Exception {
        try (URLClassLoader classes = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Method run = classes.loadClass(name).getDeclaredMethod(method, types);
            run.setAccessible(true);
            run.invoke(null, arguments);
        } catch (InvocationTargetException failed) {
            throw new AssertionError(name + " failed", failed.getCause());
        }
    }
}
