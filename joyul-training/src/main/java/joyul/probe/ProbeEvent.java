package joyul.probe;

import joyul.run.Event;

/** What happens in a probe, besides what happens in the runs that it makes. */
public sealed interface ProbeEvent extends Event permits ProbeStep, NoiseStep, RuleRuns.Ran {}
