package joyul.cli;

import java.util.Iterator;
import joyul.knob.Knobs;

/** The names of the knobs that a tune searches only where it is told to. */
final class OccasionalKnobs implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Knobs.occasional().iterator();
    }
}
