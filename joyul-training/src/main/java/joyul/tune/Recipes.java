package joyul.tune;

import joyul.knob.Knobs;
import joyul.recipe.Recipe;
import joyul.space.Point;

/** The recipes that a tune tries: a base recipe with the knobs turned to a point. */
record Recipes(Knobs knobs, Recipe base) {
    /** The recipe at a point, trained for so many epochs with its whole schedule squeezed into them. */
    Recipe at(Point point, int epochs, long seed) {
        return knobs.recipe(base, point, epochs, seed);
    }
}
