package joyul.knob;

import joyul.batch.BatchRange;
import joyul.layer.Shape;
import joyul.recipe.Recipe;

/**
 * What knobs are turned for.
 *
 * @param base the recipe that they change
 * @param batches the batch sizes worth searching
 * @param examples for training; schedules are cut to the steps that they make
 * @param input the shape of one of them
 */
public record Problem(Recipe base, BatchRange batches, int examples, Shape input) {}
