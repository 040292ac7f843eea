package joyul.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A place in a network where the recipe's normalization goes; left empty it changes nothing. */
public record NormPlace() implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new Unchanged();
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return input;
    }
}
