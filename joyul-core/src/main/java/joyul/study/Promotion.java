package joyul.study;

/**
 * A paused trial that deserves to go on.
 *
 * @param rung the index of the rung it goes on to
 * @param resource that rung's resource: the step of the reading it is to give next
 * @param reason one sentence for people
 */
public record Promotion(Trial trial, int rung, int resource, String reason) {}
