package joyul.model;

import java.util.ArrayList;
import java.util.List;
import joyul.layer.Pass;
import joyul.layer.Span;
import joyul.layer.Spanning;
import joyul.loss.Loss;
import joyul.torch.Buffer;
import joyul.torch.Scope;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of normalization batches that are larger than the micro-batch: the micro-batches of one go through the
 * network in lockstep from normalization to normalization. All of them reach a normalization before its statistics are
 * settled and any goes on; backward, all of them return to it before the sums are settled that its gradient needs.
 *
 * <p>Kept for one normalization batch are the inputs of its normalizations and one gradient, and in a composite's branch
 * what waits beside each; the activations in between are those of one micro-batch, computed again on the way back. So each
 * stretch but the last is computed twice, a third more work, whatever the depth.
 */
final class LockStep implements AutoCloseable {
    private final Model model;
    private final BatchSource source;
    private final int microBatch;
    private final List<Integer> places = new ArrayList<>();
    private final List<List<Buffer>> inputs = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    LockStep(Model model, BatchSource source, int microBatch) {
        this.model = model;
        this.source = source;
        this.microBatch = microBatch;
        for (int i = 0; i < model.kernels().size(); i++) {
            if (model.kernels().get(i) instanceof Spanning spanning && spanning.normalizationBatch() > microBatch) {
                places.add(i);
                inputs.add(new ArrayList<>());
                waiting.add(new Waiting(model.waiting(i)));
            }
        }
    }

    /** Whether any normalization batch exceeds the micro-batch. */
    boolean isNeeded() {
        return !places.isEmpty();
    }

    /** The micro-batches of one normalization batch, and what is the same for all of them. */
    private record Group(List<Part> parts, List<Pass> passes, int whole, Tensor sum) {}

    /** Adds the gradient of a batch to the sum; gives the mean loss. */
    double accumulate(int start, int length, Pass pass, Loss.Run loss, Tensor sum) {
        double mean = 0;
        List<Part> groups = groups(start, length);
        List<List<Part>> cut = groups.stream()
                .map(group -> Part.ofAtMost(microBatch, group.start(), group.length()))
                .toList();
        int all = cut.stream().mapToInt(List::size).sum();
        int before = 0;
        for (int g = 0; g < cut.size(); g++) {
            List<Pass> passes = new ArrayList<>();
            for (int p = 0; p < cut.get(g).size(); p++) {
                passes.add(pass.part(before++, all));
            }
            Group group = new Group(cut.get(g), passes, length, sum);
            mean += forward(group, pass.part(g, cut.size()), loss);
            backward(group);
        }
        return mean;
    }

    /** Adds a batch to the statistics of the population. */
    void estimate(int start, int length, Pass pass) {
        try (Scope scope = Scope.open()) {
            for (Part part : groups(start, length)) {
                List<Part> parts = Part.ofAtMost(microBatch, part.start(), part.length());
                List<Pass> passes = parts.stream().map(each -> pass).toList();
                forward(new Group(parts, passes, length, model.gradients()), pass, null);
            }
        }
    }

    private List<Part> groups(int start, int length) {
        Spanning first = (Spanning) model.kernels().get(places.get(0));
        return Part.balanced(first.groups(length), start, length);
    }

    /** Settles one normalization after the other; at the end the loss, where one is given, and the last stretch's gradient. */
    private double forward(Group group, Pass settling, Loss.@Nullable Run loss) {
        double mean = 0;
        model.refresh();
        for (int stretch = 0; stretch <= places.size(); stretch++) {
            boolean last = stretch == places.size();
            if (!last) {
                span(stretch).begin();
            }
            for (int p = 0; p < group.parts().size(); p++) {
                try (Scope scope = Scope.open()) {
                    Tensor reached = through(stretch, group, p, group.passes().get(p));
                    if (!last) {
                        span(stretch).collect(Waiting.keep(inputs.get(stretch), p, reached));
                        waiting.get(stretch).keep(p);
                    } else if (loss != null) {
                        double share = share(group, p);
                        mean += share * loss.forward(reached, batch(group, p).targets());
                        back(stretch, group, p, loss.backward().mul_(Torch.scalar(share)));
                    }
                }
            }
            if (!last) {
                try (Scope scope = Scope.open()) {
                    span(stretch).settle(settling);
                }
            }
        }
        return mean;
    }

    private void backward(Group group) {
        for (int place = places.size() - 1; place >= 0; place--) {
            int kernel = places.get(place);
            try (Scope scope = Scope.open()) {
                span(place).settleGradient();
                addGradients(kernel, kernel + 1, group.sum());
            }
            if (model.firstLearning() >= kernel) {
                return;
            }
            for (int p = 0; p < group.parts().size(); p++) {
                try (Scope scope = Scope.open()) {
                    Tensor dy = span(place).differentiate(Waiting.kept(inputs.get(place), p), gradients.get(p));
                    through(place, group, p, group.passes().get(p).replay());
                    waiting.get(place).restoreGradients(p);
                    back(place, group, p, dy);
                }
            }
        }
    }

    /** One micro-batch from the normalization before a stretch to the end of the stretch. */
    private Tensor through(int stretch, Group group, int part, Pass pass) {
        if (stretch == 0) {
            return model.forward(0, end(0), batch(group, part).inputs(), pass);
        }
        waiting.get(stretch - 1).restore(part);
        Tensor x = span(stretch - 1).normalize(Waiting.kept(inputs.get(stretch - 1), part));
        return model.forward(begin(stretch), end(stretch), x, pass);
    }

    /** One micro-batch's gradient back through a stretch, and into the sums of the normalization before it. */
    private void back(int stretch, Group group, int part, Tensor outputGradient) {
        @Nullable Tensor dy = model.backward(begin(stretch), end(stretch), outputGradient);
        addGradients(begin(stretch), end(stretch), group.sum());
        if (stretch > 0 && dy != null) {
            model.showOutputGradient(begin(stretch) - 1, dy);
            Waiting.keepClone(gradients, part, dy);
            waiting.get(stretch - 1).keepGradients(part);
            span(stretch - 1).collectGradient(Waiting.kept(inputs.get(stretch - 1), part), dy);
        }
    }

    private void addGradients(int begin, int end, Tensor sum) {
        model.ofKernels(sum, begin, end).add_(model.ofKernels(model.gradients(), begin, end));
    }

    private static double share(Group group, int part) {
        return (double) group.parts().get(part).length() / group.whole();
    }

    private Gather.Batch batch(Group group, int part) {
        Part wanted = group.parts().get(part);
        return source.batch(wanted.start(), wanted.length());
    }

    private int begin(int stretch) {
        return stretch == 0 ? 0 : places.get(stretch - 1) + 1;
    }

    private int end(int stretch) {
        return stretch == places.size() ? model.kernels().size() : places.get(stretch);
    }

    private Span span(int place) {
        return ((Spanning) model.kernels().get(places.get(place))).span();
    }

    @Override
    public void close() {
        inputs.forEach(ofPlace -> ofPlace.forEach(Buffer::close));
        gradients.forEach(Tensor::close);
        waiting.forEach(Waiting::close);
    }
}
