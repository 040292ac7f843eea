package joyul.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.torch.Scope;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;

/** The settings of a libtorch optimizer, one of each for every parameter group. */
final class ParameterGroups {
    private final Optimizer optimizer;

    ParameterGroups(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    List<Double> rates() {
        try (Scope scope = Scope.open()) {
            return options().stream().map(OptimizerOptions::get_lr).toList();
        }
    }

    void setRates(List<Double> rates) {
        try (Scope scope = Scope.open()) {
            List<OptimizerOptions> options = options();
            for (int i = 0; i < options.size(); i++) {
                options.get(i).set_lr(rates.get(i));
            }
        }
    }

    /** The momentum of SGD, the first beta of Adam and AdamW; empty for an optimizer that has neither. */
    List<Double> momenta() {
        List<Double> momenta = new ArrayList<>();
        try (Scope scope = Scope.open()) {
            options().forEach(each -> momentum(each).ifPresent(place -> momenta.add(place.get())));
        }
        return momenta;
    }

    void setMomenta(List<Double> momenta) {
        try (Scope scope = Scope.open()) {
            List<OptimizerOptions> options = options();
            for (int i = 0; i < momenta.size(); i++) {
                double value = momenta.get(i);
                momentum(options.get(i)).ifPresent(place -> place.put(value));
            }
        }
    }

    private List<OptimizerOptions> options() {
        List<OptimizerOptions> options = new ArrayList<>();
        var groups = optimizer.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            options.add(groups.get(i).options());
        }
        return options;
    }

    private Optional<DoublePointer> momentum(OptimizerOptions options) {
        if (optimizer instanceof SGD) {
            return Optional.of(new SGDOptions(options).momentum());
        }
        if (optimizer instanceof Adam) {
            return Optional.of(first(new AdamOptions(options).betas()));
        }
        return optimizer instanceof AdamW ? Optional.of(first(new AdamWOptions(options).betas())) : Optional.empty();
    }

    /** The first of a pair of betas; GCC's library lays a std::tuple out from its last element, others from its first. */
    private static DoublePointer first(DoublePointer betas) {
        DoublePointer usual = new AdamOptions(1e-3).betas();
        return betas.position(usual.get(0) < usual.get(1) ? 0 : 1);
    }
}
