/**
 * What every sampler, pruner and storage must do, as tests to inherit: a part of one's own passes when a class that
 * extends {@link joyul.testkit.SamplerConformance}, {@link joyul.testkit.PrunerConformance} or
 * {@link joyul.testkit.StorageConformance} does. Needs JUnit Jupiter (with its parameters) and AssertJ.
 */
@NullMarked
package joyul.testkit;

import org.jspecify.annotations.NullMarked;
