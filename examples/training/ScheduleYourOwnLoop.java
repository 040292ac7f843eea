import java.util.List;
import java.util.Random;
import joyul.attach.Attach;
import joyul.attach.AttachedSchedule;
import joyul.rate.LambdaLR;
import joyul.rate.ReduceLROnPlateau;
import joyul.rate.Schedule;
import joyul.rate.Warmup;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Trains a module of one's own, in a loop of one's own, with a schedule that libtorch does not have. */
public final class ScheduleYourOwnLoop {
    private static final int EXAMPLES = 256;
    private static final int EPOCHS = 40;

    /** A network with one hidden layer, as anybody writes it with bytedeco. */
    private static final class Net extends Module {
        private final LinearImpl hidden = register_module("hidden", new LinearImpl(1, 32));
        private final LinearImpl output = register_module("output", new LinearImpl(32, 1));

        Tensor forward(Tensor inputs) {
            return output.forward(torch.tanh(hidden.forward(inputs)));
        }
    }

    public static void main(String[] arguments) {
        double factor = train(new LambdaLR(epoch -> Math.pow(0.95, epoch)));
        double plateau = train(new ReduceLROnPlateau().factor(0.5).patience(2).after(Warmup.linear(5)));
        System.out.printf("loss: LambdaLR %.4f, ReduceLROnPlateau after warmup %.4f%n", factor, plateau);
    }

    /** Trains a fresh network; gives the last loss. */
    static double train(Schedule schedule) {
        torch.manual_seed(1);
        Random random = new Random(1);
        float[] x = new float[EXAMPLES];
        float[] y = new float[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            x[i] = 4 * random.nextFloat() - 2;
            y[i] = (float) Math.sin(2 * x[i]);
        }
        Tensor inputs = torch.tensor(x).reshape(EXAMPLES, 1);
        Tensor targets = torch.tensor(y).reshape(EXAMPLES, 1);
        Net net = new Net();
        SGDOptions options = new SGDOptions(0.1);
        options.momentum().put(0.9);
        SGD optimizer = new SGD(net.parameters(), options);
        AttachedSchedule attached = Attach.to(optimizer, schedule);
        double loss = Double.NaN;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int batch = 0; batch < EXAMPLES; batch += 32) {
                try (PointerScope scope = new PointerScope()) {
                    optimizer.zero_grad();
                    torch.mse_loss(
                                    net.forward(inputs.narrow(0, batch, 32)),
                                    targets.narrow(0, batch, 32))
                            .backward();
                    optimizer.step();
                }
            }
            try (PointerScope scope = new PointerScope()) {
                loss = torch.mse_loss(net.forward(inputs), targets).item_double();
            }
            attached.step(loss);
            List<Double> rates = attached.lastLr();
            if (epoch % 10 == 9) {
                System.out.printf("epoch %2d  loss %.4f  next rate %.4g%n", epoch + 1, loss, rates.get(0));
            }
        }
        return loss;
    }
}
