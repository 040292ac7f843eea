package joyul.explain;

import org.jspecify.annotations.Nullable;

/** A knob's name, or one of its values, that is yet to be said in some language. */
record Said(Knob knob, @Nullable Object value) {
    String in(Texts texts) {
        return value == null ? knob.label(texts) : knob.label(value, texts);
    }
}
