package joyul.sampler;

import java.util.List;
import java.util.random.RandomGenerator;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.study.Direction;
import joyul.study.Sampler;
import joyul.study.Trial;

/** Random search: every parameter drawn by itself, evenly on its scale, whatever happened before. */
public final class RandomSampler implements Sampler {
    @Override
    public Point propose(List<Parameter> group, List<Trial> history, Direction direction, RandomGenerator random) {
        Point point = Point.empty();
        for (Parameter parameter : group) {
            point = point.with(parameter.name(), parameter.domain().at(random.nextDouble()));
        }
        return point;
    }
}
