package joyul.layer;

/**
 * One vector that a layer keeps but does not learn, such as a running mean.
 *
 * @param start the value of all its elements before training
 */
public record Statistic(String name, int size, double start) {}
