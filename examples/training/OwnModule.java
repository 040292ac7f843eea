import java.util.ArrayList;
import java.util.List;
import joyul.attach.NormConversion;
import joyul.attach.NormFolding;
import joyul.attach.PreciseStatistics;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A libtorch module of one's own: ghost batch norm in training, precise statistics, and folding for inference. */
public final class OwnModule extends Module {
    private final Conv2dImpl conv = register_module("conv", new Conv2dImpl(1, 8, new LongPointer(3, 3)));
    private final BatchNorm2dImpl norm = register_module("norm", new BatchNorm2dImpl(new BatchNormOptions(8)));
    private final LinearImpl last = register_module("last", new LinearImpl(8, 2));

    Tensor forward(Tensor images) {
        return last.forward(torch.relu(norm.forward(conv.forward(images))).mean(2, 3));
    }

    public static void main(String[] arguments) {
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(1);
            OwnModule module = new OwnModule();
            NormConversion.toGhost(module, 16);

            SGD optimizer = new SGD(module.parameters(), new SGDOptions(0.05));
            List<Tensor> batches = new ArrayList<>();
            for (int step = 0; step < 20; step++) {
                Tensor images = torch.randn(64, 1, 10, 10);
                batches.add(images);
                Tensor targets = images.mean(1, 2, 3).gt(images.mean()).to(torch.ScalarType.Long);
                optimizer.zero_grad();
                torch.cross_entropy_loss(module.forward(images), targets).backward();
                optimizer.step();
            }

            int layers = PreciseStatistics.update(module, batches);
            module.eval();
            NormFolding.Result folded = NormFolding.fold(module, batches.get(0));
            System.out.printf(
                    "%d layer with precise statistics; %s folded into %s, outputs moved by %.1e of %.2f%n",
                    layers,
                    folded.steps().get(0).norm(),
                    folded.steps().get(0).into().orElse("nothing"),
                    folded.largestDifference(),
                    folded.largestOutput());
        }
    }
}
