package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
    /** Below these stand a schedule's own parameters, which have PyTorch's names. */
    private static final Set<String> NAMED_BY_OTHERS = Set.of("schedule", "before", "after");

    @TempDir
    Path folder;

    @Test
    void numbersThatAreNotFiniteAreNull() {
        assertThat(Json.line(Map.of("loss", List.of(Double.NaN, 0.5, Double.POSITIVE_INFINITY))))
                .isEqualTo("{\"loss\":[null,0.5,null]}\n");
    }

    @Test
    void theKeysOfEveryCommandAreInSnakeCase() {
        String run = folder.resolve("run").toString();
        String recipe = run + "/recipe.yaml";
        List<String[]> commands = List.of(
                of("train", "digits", "--network", "mlp", "--set", "epochs=1", "--out", run),
                of("export", run, "--fold"),
                of("diagnose", recipe, "--steps", "3"),
                of("schedule", "CosineAnnealingLR(T_max=3)", "OneCycleLR()", "--momentum", "0.9", "--steps", "3"),
                of("find-lr", recipe, "--budget", "150"),
                of("find-batch", recipe, "--budget", "5s"),
                of("rescale", recipe, "--batch", "128", "--test", "--seeds", "1", "--test-epochs", "2"),
                of("compare-batches", recipe, "--batches", "64,256", "--epochs", "1", "--seeds", "1"),
                of("tune", "digits", "--network", "mlp", "--budget", "1 trial", "--out", folder + "/tune"));
        for (String[] command : commands) {
            Ran ran = Ran.joyul(command);
            assertThat(ran.code()).as(ran.log()).isZero();
            assertThat(ran.out().lines()).as(command[0]).hasSize(1);
            List<String> others = new ArrayList<>();
            keys(JsonMapper.shared().readTree(ran.out()), others);
            assertThat(others).as(command[0]).isEmpty();
            assertThat(ran.out()).as(command[0]).doesNotContain("\"NaN\"", "Infinity\"");
        }
    }

    private static String[] of(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--format", "json"));
        return all.toArray(String[]::new);
    }

    /** Collects the keys that are not in snake_case. */
    private static void keys(JsonNode node, List<String> others) {
        node.forEachEntry((key, value) -> {
            if (!key.matches("[a-z][a-z0-9_]*")) {
                others.add(key);
            }
            if (!NAMED_BY_OTHERS.contains(key) || value.isArray()) {
                keys(value, others);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> keys(item, others));
        }
    }
}
