package joyul.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joyul.recipe.RecipeDraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joyul recipe}: prints the default recipe for some data. */
@Command(
        name = "recipe",
        header = "Print the default recipe for some data: every number that decides a training run.",
        footer = {
            "",
            "Examples:",
            "  joyul recipe > mine.yaml",
            "  joyul recipe mnist --network cnn --data-dir ~/data",
            "  joyul recipe --set normalization='{type: ghost_batch_norm, size: 32}' --set batch_size=128"
        })
final class RecipeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    DataArgument argument = new DataArgument();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "mlp, cnn-small, cnn-medium, cnn or resnet-small; else what suits the data.")
    @Nullable
    String network;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a value of the recipe, such as learning_rate=0.05; may be repeated.")
    List<String> assignments = new ArrayList<>();

    @Mixin
    DataChoice choice = new DataChoice();

    RecipeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String data = argument.named();
        RecipeDraft draft = choice.applied(RecipeDraft.forData(data), data);
        if (network != null) {
            draft = draft.set("network=" + network, "--set");
        }
        for (String assignment : assignments) {
            draft = draft.set(assignment, "--set");
        }
        console.print(draft.complete(draft.source().load(choice.folder())).yaml());
        return 0;
    }
}
