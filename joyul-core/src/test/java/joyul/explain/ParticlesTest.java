package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ParticlesTest {
    /** By hand: each word, and how it goes on. */
    private static final Map<String, String> READ = Map.ofEntries(
            Map.entry("0", "0은 0이 0을 0과 0으로"),
            Map.entry("1", "1은 1이 1을 1과 1로"),
            Map.entry("2", "2는 2가 2를 2와 2로"),
            Map.entry("3", "3은 3이 3을 3과 3으로"),
            Map.entry("4", "4는 4가 4를 4와 4로"),
            Map.entry("5", "5는 5가 5를 5와 5로"),
            Map.entry("0.06", "0.06은 0.06이 0.06을 0.06과 0.06으로"),
            Map.entry("7", "7은 7이 7을 7과 7로"),
            Map.entry("128", "128은 128이 128을 128과 128로"),
            Map.entry("1.2e-9", "1.2e-9는 1.2e-9가 1.2e-9를 1.2e-9와 1.2e-9로"),
            Map.entry("12,340", "12,340은 12,340이 12,340을 12,340과 12,340으로"),
            Map.entry("25 %", "25 %는 25 %가 25 %를 25 %와 25 %로"),
            Map.entry("SGD", "SGD는 SGD가 SGD를 SGD와 SGD로"),
            Map.entry("Adam", "Adam은 Adam이 Adam을 Adam과 Adam으로"),
            Map.entry("AdamW", "AdamW는 AdamW가 AdamW를 AdamW와 AdamW로"),
            Map.entry("ReLU", "ReLU는 ReLU가 ReLU를 ReLU와 ReLU로"),
            Map.entry("StepLR", "StepLR은 StepLR이 StepLR을 StepLR과 StepLR로"),
            Map.entry("train", "train은 train이 train을 train과 train으로"),
            Map.entry("model", "model은 model이 model을 model과 model로"),
            Map.entry("mnist", "mnist는 mnist가 mnist를 mnist와 mnist로"),
            Map.entry("batch_size", "batch_size는 batch_size가 batch_size를 batch_size와 batch_size로"),
            Map.entry("배치 정규화", "배치 정규화는 배치 정규화가 배치 정규화를 배치 정규화와 배치 정규화로"),
            Map.entry("학습률", "학습률은 학습률이 학습률을 학습률과 학습률로"),
            Map.entry("모멘텀(0.9)", "모멘텀(0.9)는 모멘텀(0.9)가 모멘텀(0.9)를 모멘텀(0.9)와 모멘텀(0.9)로"));

    @Test
    void aParticleFollowsHowTheWordBeforeItIsRead() {
        READ.forEach((word, all) -> assertThat(word + Particles.after(word, "은") + " " + word
                        + Particles.after(word, "이") + " " + word + Particles.after(word, "을") + " " + word
                        + Particles.after(word, "과") + " " + word + Particles.after(word, "으로"))
                .isEqualTo(all));
    }

    @Test
    void theVerbToBeFollowsToo() {
        assertThat(Particles.after("3", "이었") + Particles.after("4", "이었")).isEqualTo("이었였");
        assertThat(Particles.after("1", "이며") + Particles.after("2", "이며")).isEqualTo("이며며");
    }
}
