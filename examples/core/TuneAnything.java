import java.util.Locale;
import joyul.pruner.Asha;
import joyul.search.Search;
import joyul.space.Parameter;
import joyul.study.Budget;

/** Tunes any Java code; needs joyul-core alone. Here: a made-up training of five hyper-parameters, nine epochs long. */
public final class TuneAnything {
    enum Optimizer {
        SGD,
        ADAM
    }

    public static void main(String[] arguments) {
        var rate = Parameter.floating("rate", 1e-4, 1).log();
        var width = Parameter.integer("width", 8, 128).log();
        var dropout = Parameter.floating("dropout", 0, 0.5);
        var optimizer = Parameter.choice("optimizer", Optimizer.values());
        var momentum = Parameter.floating("momentum", 0, 0.99).when(optimizer, Optimizer.SGD);
        var search = Search.study("memory:", "demo").space(rate, width, dropout, optimizer, momentum).seed(7);
        try (var study = search.pruner(new Asha(1, 3, 9)).minimize()) {
            study.optimize(trial -> {
                var training = new Training(trial.point().get(rate), trial.point().get(width),
                        trial.point().get(dropout), trial.point().has(momentum) ? trial.point().get(momentum) : 0);
                for (int epoch = 1; epoch <= 9; epoch++) {
                    trial.reportOrStop(epoch, training.lossAfter(epoch));
                }
                return training.lossAfter(9);
            }, Budget.trials(60), 4);
            System.out.printf(Locale.ROOT, "best %.3f with %s%n", study.best().value(), study.best().point());
        }
    }

    /** Stands for what takes its time: best at rate 0.03, width 64, no dropout and momentum 0.9. */
    record Training(double rate, int width, double dropout, double momentum) {
        double lossAfter(int epoch) {
            double miss = Math.log10(rate / 0.03);
            double narrow = Math.log(width / 64.0);
            return 1 + miss * miss + 0.1 * narrow * narrow + dropout + Math.abs(momentum - 0.9) / 4 + 1.0 / epoch;
        }
    }
}
