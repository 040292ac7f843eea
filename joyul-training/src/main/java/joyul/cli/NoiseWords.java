package joyul.cli;

import java.nio.file.Path;
import joyul.explain.Texts;
import joyul.noise.CriticalBatch;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;

/** The gradient noise along a run, in one line. */
final class NoiseWords {
    private static final int WINDOWS = 5;

    private NoiseWords() {}

    static String of(NoiseTrail trail, Path file, Texts texts) {
        if (trail.size() == 0) {
            return texts.say("noise.along.short", "file", file);
        }
        NoiseScale scale = trail.middle(WINDOWS).scale();
        CriticalBatch critical = CriticalBatch.of(scale);
        return texts.say(
                scale.samples() == 1 ? "noise.along.one" : "noise.along",
                "scale",
                order(scale.value(), texts),
                "low",
                order(scale.low(), texts),
                "high",
                order(scale.high(), texts),
                "samples",
                trail.size(),
                "critical_low",
                order(critical.low(), texts),
                "critical_high",
                order(critical.high(), texts),
                "file",
                file);
    }

    private static String order(double value, Texts texts) {
        return Double.isFinite(value) ? Figures.count(value) : texts.say("word.infinity");
    }
}
