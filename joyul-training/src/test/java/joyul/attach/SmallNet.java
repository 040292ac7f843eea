package joyul.attach;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A module as a user would write it: typed fields, final ones among them, an array, a part of its own, a shortcut. */
final class SmallNet extends Module {
    final Conv2dImpl conv;
    final BatchNorm2dImpl norm = register_module("norm", new BatchNorm2dImpl(new BatchNormOptions(4)));
    private final Head head = register_module("head", new Head());
    private final BatchNorm2dImpl[] more = {register_module("more", new BatchNorm2dImpl(new BatchNormOptions(4)))};
    private final Conv2dImpl second;

    SmallNet(boolean bias) {
        super("small");
        Conv2dOptions options = new Conv2dOptions(2, 4, new LongPointer(3, 3));
        options.bias().put(bias);
        conv = register_module("conv", new Conv2dImpl(options));
        second = register_module("second", new Conv2dImpl(4, 4, new LongPointer(1, 1)));
    }

    Tensor forward(Tensor images) {
        Tensor x = torch.relu(norm.forward(conv.forward(images)));
        Tensor y = torch.relu(more[0].forward(second.forward(x)));
        return head.forward(x.add(y).mean(2, 3));
    }

    /** A part written in Java. */
    static final class Head extends Module {
        private final LinearImpl linear = register_module("linear", new LinearImpl(4, 6));
        final BatchNorm1dImpl norm = register_module("norm", new BatchNorm1dImpl(new BatchNormOptions(6)));
        private final DropoutImpl dropout = register_module("dropout", new DropoutImpl(0.5));
        private final LinearImpl last = register_module("last", new LinearImpl(6, 3));

        Head() {
            super("head");
        }

        Tensor forward(Tensor x) {
            return last.forward(dropout.forward(torch.relu(norm.forward(linear.forward(x)))));
        }
    }

    /** The same kind of layers in a native container. */
    static SequentialImpl sequential() {
        SequentialImpl network = new SequentialImpl();
        network.push_back(new LinearImpl(5, 6));
        network.push_back(new BatchNorm1dImpl(new BatchNormOptions(6)));
        network.push_back(new LinearImpl(6, 2));
        return network;
    }
}
