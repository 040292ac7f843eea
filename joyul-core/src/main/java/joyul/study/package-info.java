/**
 * The record of a search: trials, readings, outcomes, best; the seams {@link joyul.study.Sampler},
 * {@link joyul.study.Pruner} and {@link joyul.study.Storage}; {@code optimize(objective, budget)} and ask/tell.
 */
@NullMarked
package joyul.study;

import org.jspecify.annotations.NullMarked;
