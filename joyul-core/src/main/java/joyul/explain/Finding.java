package joyul.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that finished trials, or the measurements of a run, teach: a sentence with its evidence, and what to do about it.
 *
 * @param evidence the numbers and names that the sentence and the advice quote
 */
public record Finding(Kind kind, Map<String, Object> evidence) {
    /** How a finding is meant. */
    public enum Tone {
        /** Something that is settled. */
        SETTLED,
        /** Something that these trials cannot tell. */
        OPEN,
        /** Something to act on. */
        WARNING
    }

    /** What is found. */
    public enum Kind {
        DEFAULT_BEATEN(Tone.SETTLED),
        DEFAULT_BEATEN_ONCE(Tone.OPEN),
        DEFAULT_NOT_BEATEN(Tone.OPEN),
        DEFAULT_WINS(Tone.SETTLED),
        RUNNER_UP_BEHIND(Tone.SETTLED),
        RUNNER_UP_BEHIND_ONCE(Tone.OPEN),
        RUNNER_UP_CLOSE(Tone.OPEN),
        WINNERS_CURSE(Tone.SETTLED),
        WINNERS_CURSE_ONCE(Tone.OPEN),
        CONFIRMED_LONGER(Tone.OPEN),
        SEARCH_BEST_FELL(Tone.WARNING),
        CANDIDATE_DIVERGED(Tone.WARNING),
        ONE_EXAMPLE(Tone.WARNING),
        FEW_EXAMPLES(Tone.WARNING),
        NOT_CONFIRMED(Tone.WARNING),
        CHOICE_MATTERS(Tone.SETTLED),
        CHOICE_OPEN(Tone.OPEN),
        RATE_INTERVAL(Tone.SETTLED),
        RATE_OPEN(Tone.OPEN),
        AT_EDGE(Tone.WARNING),
        DIVERGED_ABOVE(Tone.WARNING),
        DIVERGED(Tone.WARNING),
        OUT_OF_MEMORY(Tone.WARNING),
        FAILED(Tone.WARNING),
        FEW_TRIALS(Tone.WARNING),
        NORMALIZED_IN_PAIRS(Tone.WARNING),
        VANISHING(Tone.WARNING),
        EXPLODING(Tone.WARNING),
        EXPLODING_BY_NORMALIZATION(Tone.WARNING),
        SATURATED(Tone.WARNING),
        UNITS_DEAD(Tone.WARNING),
        MOST_UNITS_DEAD(Tone.WARNING),
        UPDATES_LARGE(Tone.WARNING),
        UPDATES_SMALL(Tone.WARNING),
        AVERAGES_LAG(Tone.WARNING),
        MEAN_DROWNS_DEVIATION(Tone.WARNING),
        RUN_DIVERGED(Tone.WARNING),
        RUN_DIVERGED_AT_ANY_RATE(Tone.WARNING),
        RUN_OUT_OF_MEMORY(Tone.WARNING),
        RUN_UNFINISHED(Tone.OPEN),
        RUN_REPAIRED(Tone.WARNING),
        OVERFITTED(Tone.WARNING),
        RUN_SOUND(Tone.SETTLED),
        LAYERS_HEALTHY(Tone.SETTLED),
        LAYERS_HEALTHY_SHALLOW(Tone.SETTLED);

        private final Tone tone;

        Kind(Tone tone) {
            this.tone = tone;
        }

        public Tone tone() {
            return tone;
        }

        /** The key of the sentence; the advice has {@code .advice} behind it. */
        String key() {
            return "finding." + name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    public String sentence(Texts texts) {
        return texts.say(new Phrase(kind.key(), evidence));
    }

    /** What to do. */
    public String advice(Texts texts) {
        return texts.say(new Phrase(kind.key() + ".advice", evidence));
    }

    /** The sentence and the advice, in English. */
    @Override
    public String toString() {
        Texts texts = Texts.of(Language.EN);
        return sentence(texts) + " " + advice(texts);
    }
}
