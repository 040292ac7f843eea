package joyul.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Split;
import joyul.data.Task;
import joyul.norm.GhostBatchNorm;
import joyul.optim.Sgd;
import joyul.rate.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeErrorsTest {
    private static final Data DIGITS = Data.load("digits");

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> RecipeDraft.parse(yaml, "recipe.yaml").complete(DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    private static void refusedSetting(String assignment, String message) {
        assertThatThrownBy(() -> RecipeDraft.parse("network: mlp\nbatch_size: 64\n", "recipe.yaml")
                        .set(assignment)
                        .complete(DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void aLongValueCostsMemoryInProportionToItsLength() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String yaml = "network: " + "x".repeat(1 << 19);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> RecipeDraft.parse(yaml, "recipe.yaml").complete(DIGITS))
                .isInstanceOf(InputException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    }

    @Test
    void anUnknownKeyNamesItsPlaceAndTheNearest() {
        refused(
                "network: mlp\n\nlearning_rat: 0.1\n",
                "recipe.yaml:3:1: unknown key 'learning_rat'; did you mean 'learning_rate'? known: joyul, data, input,"
                        + " target, augmentation, network, initialization, normalization, statistics, loss, batch_size, micro_batch,"
                        + " batch_schedule, optimizer, learning_rate, schedule, momentum_schedule, weight_decay_schedule, every,"
                        + " clip_norm, epochs, early_stopping, guard, divergence, precision, threads, seed");
        refused(
                "optimizer:\n  type: sgd\n  momentun: 0.9\n",
                "recipe.yaml:3:3: unknown key 'momentun' in optimizer; did you mean 'momentum'?"
                        + " known: type, momentum, nesterov, weight_decay");
        refused(
                "network:\n  - {type: conv, chanels: 4}\n",
                "recipe.yaml:2:18: unknown key 'chanels' in network[0]; did you mean 'channels'?"
                        + " known: type, channels, kernel, stride, padding, bias");
        refused(
                "data: {source: digits, sum: 1}",
                "recipe.yaml:1:24: unknown key 'sum' in data; known: source, label, task, split, checksum");
    }

    @Test
    void aValueThatBreaksItsRuleSaysTheRule() {
        refused("learning_rate: -1", "recipe.yaml:1:1: learning_rate must be positive and finite, but was -1");
        refused("learning_rate: .nan", "recipe.yaml:1:1: learning_rate must be positive and finite, but was NaN");
        refused("\nbatch_size: 0", "recipe.yaml:2:1: batch_size must be 1 or more, but was 0");
        refused("epochs: 0", "recipe.yaml:1:1: epochs must be 1 or more, but was 0");
        refused("divergence: 1", "recipe.yaml:1:1: divergence must be above 1, but was 1");
        refused("clip_norm: 0", "recipe.yaml:1:1: clip_norm must be positive and finite, but was 0");
        refused("optimizer: {type: sgd, momentum: 1}", "recipe.yaml:1:24: momentum must be in [0, 1), but was 1");
        refused(
                "loss: {type: cross_entropy, label_smoothing: 1}",
                "recipe.yaml:1:29: label_smoothing must be in [0, 1), but was 1");
        refused(
                "network: [flatten, {type: linear, outputs: 0}]",
                "recipe.yaml:1:35: outputs must be 1 or more, but was 0");
        refused("network: []", "recipe.yaml:1:1: number of layers must be 1 or more, but was 0");
        refused(
                "batch_size: 2000",
                "recipe.yaml:1:1: batch_size must be at most the number of training examples (1297),"
                        + " but was 2000");
        refused(
                "precision: float64",
                "recipe.yaml:1:1: precision must be float32 or bfloat16 in a recipe, but was float64,"
                        + " which serves the checks of gradients");
        refused("joyul: 2", "recipe.yaml:1:1: joyul must be 1, the version of this recipe form, but was 2");
    }

    @Test
    void batchAndNormalizationMustFit() {
        refused(
                "batch_size: 64\nnormalization:\n  type: ghost_batch_norm\n  size: 128\n",
                "recipe.yaml:4:3: normalization.size must be at most batch_size (64), but was 128");
        refused(
                "batch_size: 1",
                "recipe.yaml:1:1: batch_size must be 2 or more with batch_norm (the mean of one example is the"
                        + " example itself), but was 1");
        // Without normalization one example is enough.
        assertThat(RecipeDraft.parse("{batch_size: 1, normalization: none}", "r")
                        .complete(DIGITS)
                        .batchSize())
                .isEqualTo(1);
    }

    @Test
    void aWrongTypeSaysWhichIsWanted() {
        refused("learning_rate: fast", "recipe.yaml:1:1: learning_rate must be a number, but was fast");
        refused("batch_size: 2.5", "recipe.yaml:1:1: batch_size must be a whole number, but was 2.5");
        refused("epochs: 3000000000", "recipe.yaml:1:1: epochs must be at most 2147483647, but was 3000000000");
        refused("seed: 1e300", "recipe.yaml:1:1: seed must be a whole number, but was 1.0E300");
        refused("optimizer: {type: sgd, nesterov: 1}", "recipe.yaml:1:24: nesterov must be true or false, but was 1");
        refused("optimizer: [sgd]", "recipe.yaml:1:1: optimizer must be a map of keys and values, but was [sgd]");
        refused(
                "network: {type: linear}",
                "recipe.yaml:1:1: network must be a list of layers, or a ready-made network with its options, but was {type=linear}");
        refused(
                "- 1",
                "recipe.yaml is no recipe: it must hold keys and values (key: value), but holds '[1]'; if these are data, load them by Data.load(PATH)");
        refused("every: hour", "recipe.yaml:1:1: unknown every 'hour'; known: epoch, step");
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnown() {
        refused(
                "network: cnn-smal",
                "recipe.yaml:1:1: unknown network 'cnn-smal'; did you mean 'cnn-small'?"
                        + " known: mlp, cnn-small, cnn-medium, cnn, resnet-small");
        refused(
                "network: [flaten]",
                "recipe.yaml:1:11: unknown layer 'flaten'; did you mean 'flatten'? known: linear,"
                        + " conv, norm, relu, sigmoid, tanh, max_pool, average_pool, global_pool, flatten, dropout,"
                        + " residual");
        refused(
                "normalization: local_response",
                "recipe.yaml:1:1: unknown normalization 'local_response'; known: none, batch_norm, ghost_batch_norm,"
                        + " frozen_batch_norm, batch_renorm, layer_norm, group_norm, instance_norm, rms_norm,"
                        + " weight_standardization, whitening, iter_norm");
        refused(
                "normalization: batchnorm",
                "recipe.yaml:1:1: unknown normalization 'batchnorm'; did you mean"
                        + " 'batch_norm'? known: none, batch_norm, ghost_batch_norm, frozen_batch_norm, batch_renorm,"
                        + " layer_norm, group_norm, instance_norm, rms_norm, weight_standardization, whitening,"
                        + " iter_norm");
        refused(
                "schedule: StepLr(3)",
                "recipe.yaml:1:1: unknown schedule 'StepLr'; did you mean 'StepLR'? known: "
                        + String.join(", ", Schedules.names()));
    }

    @Test
    void aNetworkThatDoesNotFitTheDataNamesTheLayer() {
        refused(
                "\nnetwork: [flatten, {type: linear, outputs: 5}]",
                "recipe.yaml:2:1: network must end in a vector of 10 numbers for this data, but its output is 5; set the"
                        + " last linear layer's outputs");
        refused(
                "network: [{type: linear, outputs: 10}]",
                "recipe.yaml:1:1: network layer 1 of 1 (input 1x8x8): linear needs a vector, but its input is an image"
                        + " 1x8x8; put flatten before it");
        refused(
                """
                network:
                  - {type: conv, channels: 4}
                  - type: residual
                    body:
                      - norm
                      - {type: conv, chanels: 4}
                """,
                "recipe.yaml:6:22: unknown key 'chanels' in network[1].body[1]; did you mean 'channels'? known: type,"
                        + " channels, kernel, stride, padding, bias");
        refused("network: [{type: residual, body: relu}]", "recipe.yaml:1:28: body must be a list, but was relu");
        refused(
                "network: [{type: residual}, flatten, {type: linear, outputs: 10}]",
                "recipe.yaml:1:1: network layer 1 of 3 (input 1x8x8): residual needs a body of one layer or more; write"
                        + " its layers under body");
        refused(
                "network: [{type: residual, body: [relu, flatten, {type: conv, channels: 2}]}]",
                "recipe.yaml:1:1: network layer 1 of 1 (input 1x8x8): body layer 3 of 3 (input 64): conv needs images"
                        + " [channels, height, width], but its input is a vector of 64 features");
        refused(
                "network: [{type: residual, body: [{type: conv, channels: 2}], shortcut: [{type: max_pool}]}]",
                "recipe.yaml:1:1: network layer 1 of 1 (input 1x8x8): residual adds its body and its shortcut, which must"
                        + " have the same shape, but the body gives 2x8x8 and the shortcut gives 1x4x4; give the shortcut"
                        + " a layer that makes its shape the body's");
        refused("loss: mean_squared_error", "recipe.yaml:1:1: loss must be cross_entropy for class labels");
    }

    @Test
    void yamlThatIsBrokenOrCleverIsRefused() {
        refused("epochs: 3\nepochs: 4\n", "recipe.yaml:2:1: the key 'epochs' stands here twice; keep one");
        refused(
                "optimizer: &a {type: sgd}\nloss: *a\n",
                "recipe.yaml:1:12: anchors (&) and aliases (*) are not allowed; write the value out");
        refused("network: [norm, ~]", "recipe.yaml:1:17: a list must not hold an empty value");
        refused(
                "? [a]\n: 1\n",
                "recipe.yaml: not YAML: Non scalar key is detected but it is not configured to be allowed.");
        refused("seed: 99999999999999999999", "recipe.yaml:1:7: the whole number 99999999999999999999 is too large");
        refused("a: [1\n", "recipe.yaml:2:1: not YAML: expected ',' or ']', but got <stream end>");
        refused("a: 1\n--- \nb: 1\n", "recipe.yaml:2:1: not YAML: but found another document");
        assertThatThrownBy(() -> RecipeDraft.parse("[".repeat(20_000), "recipe.yaml"))
                .isInstanceOf(InputException.class)
                .hasMessage("recipe.yaml must nest at most 64 brackets in each other, but nests more at character 65;"
                        + " write it flatter");
        refused(
                "a: " + "[".repeat(17) + "1" + "]".repeat(17),
                "recipe.yaml:1:20: is nested too deeply; at most 16 maps and lists may stand in each other");
        for (int levels : new int[] {20, 3_000, 100_000}) {
            assertThatThrownBy(() -> RecipeDraft.parse("- ".repeat(levels) + "1", "recipe.yaml"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is nested too deeply; at most 16 maps and lists may stand in each other");
        }
    }

    @Test
    void aTagThatYamlOrTheValueDoesNotBearOutIsRefused() {
        String tag = " is not what its tag says; leave the tag out";
        refused("learning_rate: !!float abc", "recipe.yaml:1:16: abc" + tag);
        refused("epochs: !!int 1.5", "recipe.yaml:1:9: 1.5" + tag);
        refused("epochs: !!bool maybe", "recipe.yaml:1:9: maybe" + tag);
        refused("seed: !mine 1", "recipe.yaml:1:7: the tag '!mine' is not known; leave it out");
        refused("a: !!set {b}", "recipe.yaml:1:4: the tag 'tag:yaml.org,2002:set' is not known; leave it out");
        assertThat(RecipeDraft.parse("learning_rate: !!float 0.5", "recipe.yaml")
                        .complete(DIGITS)
                        .learningRate())
                .isEqualTo(0.5);
    }

    @Test
    void whatIsQuotedIsShortAndVisible() {
        refused("seed: " + "9".repeat(1_001), "recipe.yaml:1:7: the whole number " + "9".repeat(80) + "… is too large");
        refused("epochs: \"a\\e[31mb\"", "recipe.yaml:1:1: epochs must be a number, but was a\\x1b[31mb");
        refusedSetting(
                "epochs=" + "x".repeat(300_000),
                "set epochs=" + "x".repeat(73) + "…: epochs must be a number, but was " + "x".repeat(80) + "…");
    }

    @Test
    void aKeyOfDotsOrOfTooManyPartsIsRefused() {
        for (String assignment : new String[] {"...=1", ".=1", "a..b=1", "epochs.=1", "=1", "epochs"}) {
            refusedSetting(assignment, "set needs KEY=VALUE such as learning_rate=0.05, but was '" + assignment + "'");
        }
        refusedSetting(
                "a.".repeat(5_000) + "a=1",
                "set needs a key of at most 16 parts, but '" + "a.".repeat(40) + "…' (10001 characters) has 5001");
    }

    @Test
    void aFileThatIsNoRecipeIsRefusedByItsSizeAndKind(@TempDir Path folder) throws Exception {
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> RecipeDraft.read(large))
                .isInstanceOf(InputException.class)
                .hasMessage(large + " must be at most 1048576 bytes, but is 1048577; check that it is the right file");
        assertThatThrownBy(() -> RecipeDraft.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " is a folder; give the name of a file");
    }

    @Test
    void whatNoMachineHoldsIsRefusedBeforeItIsAllocated() {
        refused(
                "network: {type: mlp, depth: 2147483647}",
                "recipe.yaml:1:22: depth must be in [1, 1000], but was 2147483647");
        refused("threads: 2147483647", "recipe.yaml:1:1: threads must be in [1, 1024], but was 2147483647");
        refused(
                "network: {type: cnn, channels: 2147483647}",
                "recipe.yaml:1:22: channels must be in [1, 1048576], but was 2147483647");
        assertThatThrownBy(() -> RecipeDraft.parse("network: {type: mlp, width: 2147483647}", "recipe.yaml")
                        .complete(DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is too large; make the layer smaller");
        assertThatThrownBy(() -> RecipeDraft.parse("network: {type: mlp, depth: 1000, width: 46000}", "recipe.yaml")
                        .complete(DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("recipe.yaml:1:1: network must fit into the .* of memory of this machine, but its"
                        + " 211\\d{10} weights and 32 examples at once need at least 157\\d\\d GB; make it smaller,"
                        + " or lower batch_size or micro_batch");
    }

    @Test
    void setReachesEveryKeyAndItsMistakesNameIt() {
        RecipeDraft draft = RecipeDraft.parse("optimizer: sgd\n", "recipe.yaml")
                .set("learning_rate=0.05")
                .set("optimizer.momentum = 0.8")
                .set("normalization={type: ghost_batch_norm, size: 8}")
                .set("clip_norm=1")
                .set("clip_norm=")
                .set("seed=-9223372036854775808");
        Recipe recipe = draft.complete(DIGITS);
        assertThat(recipe.learningRate()).isEqualTo(0.05);
        assertThat(recipe.optimizer()).isEqualTo(new Sgd(0.8, false, 0));
        assertThat(recipe.normalization()).isEqualTo(new GhostBatchNorm(8));
        assertThat(recipe.clipNorm()).isNull();
        assertThat(recipe.seed()).isEqualTo(Long.MIN_VALUE);

        refusedSetting("learning_rate", "set needs KEY=VALUE such as learning_rate=0.05, but was 'learning_rate'");
        refusedSetting("=3", "set needs KEY=VALUE such as learning_rate=0.05, but was '=3'");
        refusedSetting(
                "learning_rate=-1", "set learning_rate=-1: learning_rate must be positive and finite, but was -1");
        refusedSetting(
                "normalization={type: ghost_batch_norm, size: 99}",
                "set normalization={type: ghost_batch_norm, size: 99}: normalization.size must be at most batch_size"
                        + " (64), but was 99");
        refusedSetting(
                "network=[flatten, {type: linear, units: 3}]",
                "set network=[flatten, {type: linear, units: 3}]: unknown key 'units' in network[1];"
                        + " known: type, outputs, bias");
        refusedSetting(
                "optimiser.momentum=0.8",
                "set optimiser.momentum=0.8: unknown key 'optimiser'; did you mean 'optimizer'? known: joyul, data,"
                        + " input, target, augmentation, network, initialization, normalization, statistics, loss, batch_size,"
                        + " micro_batch, batch_schedule, optimizer, learning_rate, schedule, momentum_schedule,"
                        + " weight_decay_schedule, every,"
                        + " clip_norm, epochs, early_stopping, guard, divergence, precision, threads, seed");
        refusedSetting("loss=[", "set loss=[:1:2: not YAML: expected the node content, but found '<stream end>'");
    }

    @Test
    void dataOtherThanTheRecipesAreRefused() {
        Recipe recipe = RecipeDraft.forData("digits").complete(DIGITS);
        Data others = Data.of("others", DIGITS.validation(), DIGITS.validation(), DIGITS.test());
        assertThatThrownBy(() -> recipe.check(others))
                .isInstanceOf(InputException.class)
                .hasMessage("the data others are not those the recipe was made for (checksum "
                        + others.checksum().substring(0, 12) + ", the recipe says "
                        + DIGITS.checksum().substring(0, 12)
                        + "); give the original data, or remove data.checksum from the recipe to train on these");
    }

    @Test
    void filesThatAreNotThereOrNotTextAreRefused(@TempDir Path folder) throws Exception {
        Path absent = folder.resolve("r.yaml");
        assertThatThrownBy(() -> RecipeDraft.read(absent))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no recipe " + absent + "; check the path, or make one by: joyul recipe");
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> RecipeDraft.read(binary))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot read the recipe " + binary + " as text");
        assertThatThrownBy(() -> RecipeDraft.read(folder)).isInstanceOf(InputException.class);
    }

    @Test
    void otherDataKeepEverythingThatIsSaidAboutThem() {
        DataSource source = new DataSource("x.csv", "y", Task.REGRESSION, Split.standard(7), "abc");
        RecipeDraft draft = RecipeDraft.parse("{data: digits, input: {mean: [1], std: [2]}}", "r")
                .withData(source);
        assertThat(draft.source()).isEqualTo(source);
    }
}
