package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joyul.data.Data;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindLrCommandTest {
    private static final List<String> SMALL =
            List.of("--data", "digits", "--set", "network=mlp", "--set", "epochs=12", "--set", "batch_size=32");

    @TempDir
    Path folder;

    private static Ran find(String... more) {
        String[] args = new String[1 + SMALL.size() + more.length];
        args[0] = "find-lr";
        for (int i = 0; i < SMALL.size(); i++) {
            args[1 + i] = SMALL.get(i);
        }
        System.arraycopy(more, 0, args, 1 + SMALL.size(), more.length);
        return Ran.joyul(args);
    }

    @Test
    void theJsonIsOneObjectAndTheSameEachTime() {
        Ran ran = find("--format", "json", "--budget", "150");
        assertThat(ran.code()).as(ran.log()).isZero();
        JsonNode json = new JsonMapper().readTree(ran.out());
        double low = json.get("low").asDouble();
        double high = json.get("high").asDouble();
        assertThat(json.get("recommended").asDouble()).isBetween(low, high);
        assertThat(json.get("reason").asString()).contains("rates run in short");
        assertThat(json.get("cost_steps").asInt()).isBetween(50, 150);
        assertThat(json.get("rules").valueStream().map(rule -> rule.get("rule").asString()))
                .contains(
                        "fastai valley",
                        "fastai steep",
                        "fastai minimum",
                        "fastai slide",
                        "Lightning suggestion",
                        "habit");
        assertThat(json.get("state_checksum").asString()).hasSize(64);
        assertThat(ran.log()).contains("sweep", "run in short at rate");
        assertThat(find("--format", "json", "--budget", "150").out()).isEqualTo(ran.out());
    }

    @Test
    void theTextNamesTheAnswerWhatItIsForAndTheNextCommand() {
        Ran ran = find();
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out())
                .startsWith("learning rate  ")
                .contains(", use ", "batch 32, 12 epochs, sgd", "training steps", "fastai valley", "2 / sharpness")
                .contains("Next: joyul train --data digits --set network=mlp")
                .contains("--set learning_rate=");
    }

    @Test
    void thePlotShowsTheRacesAndTheInterval() {
        Ran ran = find("--format", "plot", "--alone", "--budget", "150");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out()).contains("o", "^", "==");
        assertThat(ran.out().lines().mapToInt(String::length).max().orElse(0)).isLessThan(400);
    }

    @Test
    void theRateIsWrittenIntoARecipeAndAPage() throws IOException {
        Path recipe = folder.resolve("mine.yaml");
        Path page = folder.resolve("rate.html");
        Ran ran = find(
                "--budget",
                "150",
                "--alone",
                "--write",
                recipe.toString(),
                "--out",
                page.toString(),
                "--format",
                "json");
        assertThat(ran.code()).as(ran.log()).isZero();
        double recommended =
                new JsonMapper().readTree(ran.out()).get("recommended").asDouble();
        Recipe written = Recipe.read(recipe, Data.load("digits"));
        assertThat(written.learningRate()).isEqualTo(recommended);
        assertThat(written.batchSize()).isEqualTo(32);
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("<title>Learning rate for digits: use ")
                .doesNotContain("src=\"http", "href=\"http", "url(http");
        Ran again = Ran.joyul("find-lr", recipe.toString(), "--budget", "150", "--alone", "--format", "json");
        assertThat(new JsonMapper().readTree(again.out()).get("recommended").asDouble())
                .isEqualTo(recommended);
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        refused("budget must be", "find-lr", "--data", "digits", "--budget", "5");
        refused("there is no recipe", "find-lr", folder.resolve("none.yaml").toString());
        refused(
                "there is no file or folder",
                "find-lr",
                folder.resolve("none.csv").toString());
        refused("must be a recipe file", "find-lr", "digits", "--data", "digits");
        refused("unknown", "find-lr", "--set", "batch=12");
    }

    private static void refused(String words, String... args) {
        Ran ran = Ran.joyul(args);
        assertThat(ran.code()).as(ran.log()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.log().lines()).hasSize(1);
        assertThat(ran.log()).startsWith("joyul: ").contains(words);
    }

    @Test
    void rulesAndProgressAreToldInKorean() {
        Ran ran = find("--lang", "ko");
        assertThat(ran.out()).contains("관행", "2 / 뾰족함").doesNotContain("habit", "sharpness");
        assertThat(ran.log()).contains("fastai의 방식으로 학습률 범위를 시험하는 중").doesNotContain("range test of");
    }
}
