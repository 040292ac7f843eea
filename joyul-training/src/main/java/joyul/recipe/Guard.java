package joyul.recipe;

/** What training does about overshoot. */
public enum Guard {
    /** Nothing, as plain PyTorch: the run goes on with whatever the loss is. */
    OFF,
    /** Leaves out a batch with an absurd loss; when the weights overshoot, goes back to the last good ones, at a fifth of the rate. */
    ON,
    /** Ends the run as diverged. */
    STRICT
}
