package joyul.cli;

import java.util.Locale;
import joyul.explain.Texts;
import joyul.train.TrainingEvent;

/** What happened to a run besides its steps, as one line. */
final class EventWords {
    private EventWords() {}

    static String of(TrainingEvent event, Texts texts) {
        return texts.say(
                "event." + event.kind().name().toLowerCase(Locale.ROOT),
                "step",
                event.step(),
                "back",
                event.backTo(),
                "factor",
                Figures.number(event.rateFactor()));
    }
}
