package joyul.tune;

import joyul.recipe.Recipe;
import joyul.space.Point;

/**
 * The recipes that a tune tries: a base recipe with the knobs turned to a point.
 *
 * @param examples for training; the schedules are cut to the steps that they make
 */
record Recipes(Knobs knobs, Recipe base, int examples) {
    /** The recipe at a point, trained for so many epochs with its whole schedule squeezed into them. */
    Recipe at(Point point, int epochs, long seed) {
        return knobs.recipe(base, point, epochs, examples, seed);
    }
}
