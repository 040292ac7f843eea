package joyul.lab;

import java.util.List;
import java.util.OptionalLong;

/**
 * One run of an experiment's arm.
 *
 * @param arm what is compared: {@code batch norm}
 */
public record Curve(String arm, double rate, long seed, List<Point> points) {
    /**
     * The run after some steps.
     *
     * @param accuracy on validation examples, in [0, 1]
     * @param low the 15th percentile over validation examples of what enters one unit of the last hidden layer's activation,
     *     as in the batch normalization paper's figure 1
     * @param middle the 50th
     * @param high the 85th
     */
    public record Point(long step, double accuracy, double low, double middle, double high) {}

    public Curve {
        points = List.copyOf(points);
    }

    /** The best accuracy on the way; 0 where the run reached no evaluation. */
    public double best() {
        return points.stream().mapToDouble(Point::accuracy).max().orElse(0);
    }

    /** The first evaluated step at which an accuracy was reached. */
    public OptionalLong stepsTo(double accuracy) {
        return points.stream()
                .filter(point -> point.accuracy() >= accuracy)
                .mapToLong(Point::step)
                .findFirst();
    }
}
