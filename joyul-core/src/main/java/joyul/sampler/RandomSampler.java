package joyul.sampler;

import java.util.List;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.study.Sampler;
import joyul.study.SamplerContext;

/** Random search: every parameter drawn by itself, evenly on its scale, whatever happened before. */
public final class RandomSampler implements Sampler {
    @Override
    public Point propose(List<Parameter> group, SamplerContext context) {
        Point point = Point.empty();
        for (Parameter parameter : group) {
            point = point.with(
                    parameter.name(), parameter.domain().at(context.random().nextDouble()));
        }
        return point;
    }
}
