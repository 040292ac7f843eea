package joyul.layer;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A composite as one kernel, for who computes it by itself: a network computes {@linkplain Chain what is in it}. */
final class CompositeKernel implements Kernel {
    private final Chain chain;
    private final int firstNeeded;

    CompositeKernel(Composite composite, Shape input, Slots slots) {
        List<Place> places = Place.within(composite, input);
        List<Slots> ofPlaces = new ArrayList<>();
        int weight = 0;
        int statistic = 0;
        boolean needed = slots.needsInputGradient();
        for (Place place : places) {
            int weightEnd = weight + place.layer().weights(place.input()).size();
            int statisticEnd =
                    statistic + place.layer().statistics(place.input()).size();
            ofPlaces.add(new Slots(
                    slots.index() + ofPlaces.size(),
                    slots.weights().subList(weight, weightEnd),
                    slots.gradients().subList(weight, weightEnd),
                    slots.statistics().subList(statistic, statisticEnd),
                    slots.precision(),
                    needed));
            needed |= weightEnd > weight;
            weight = weightEnd;
            statistic = statisticEnd;
        }
        chain = new Chain(List.of(composite), input, slots.precision(), ofPlaces::get);
        firstNeeded = slots.needsInputGradient() ? 0 : firstLearning(places);
    }

    private int firstLearning(List<Place> places) {
        for (int i = 0; i < chain.kernels().size(); i++) {
            int number = chain.place(i);
            if (number >= 0
                    && !places.get(number)
                            .layer()
                            .weights(places.get(number).input())
                            .isEmpty()) {
                return i;
            }
        }
        return chain.kernels().size();
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        Tensor x = input;
        for (Kernel kernel : chain.kernels()) {
            x = kernel.forward(x, pass);
        }
        return x;
    }

    @Override
    public @Nullable Tensor backward(Tensor outputGradient) {
        @Nullable Tensor dy = outputGradient;
        for (int i = chain.kernels().size() - 1; i >= firstNeeded && dy != null; i--) {
            dy = chain.kernels().get(i).backward(dy);
        }
        return firstNeeded == 0 ? dy : null;
    }

    @Override
    public void close() {
        chain.close();
    }
}
