package joyul.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Whether steps move the weights by a healthy share of their size: said where at least half of the layers are off. One
 * layer alone, most often the last, is off in many a run that trains well.
 */
final class UpdateFindings {
    /** A warning only beyond so many times too much or too little. */
    private static final double TOLERANCE = 10;

    private UpdateFindings() {}

    /** One layer's share over what is expected of it. */
    private record Pace(LayerHistory layer, double update, double expected) {
        double factor() {
            return update / expected;
        }
    }

    static List<Finding> of(List<LayerHistory> layers) {
        List<Pace> paces = layers.stream().map(UpdateFindings::pace).toList();
        List<Finding> findings = new ArrayList<>();
        List<Pace> fast =
                paces.stream().filter(pace -> pace.factor() > TOLERANCE).toList();
        List<Pace> slow =
                paces.stream().filter(pace -> pace.factor() < 1 / TOLERANCE).toList();
        if (isHalf(fast, layers)) {
            Pace worst = Collections.max(fast, Comparator.comparingDouble(Pace::factor));
            findings.add(finding(Finding.Kind.UPDATES_LARGE, worst, fast.size(), layers.size()));
        }
        if (isHalf(slow, layers)) {
            Pace worst = Collections.min(slow, Comparator.comparingDouble(Pace::factor));
            findings.add(finding(Finding.Kind.UPDATES_SMALL, worst, slow.size(), layers.size()));
        }
        return findings;
    }

    private static boolean isHalf(List<Pace> off, List<LayerHistory> layers) {
        return !off.isEmpty() && 2 * off.size() >= layers.size();
    }

    /** Over the readings of a warm rate: a schedule begins and ends with steps that are small on purpose. */
    private static Pace pace(LayerHistory layer) {
        double top =
                layer.readings().stream().mapToDouble(LayerReading::rate).max().orElse(0);
        List<LayerReading> warm = layer.readings().stream()
                .filter(reading -> reading.rate() >= top / 2 && Double.isFinite(reading.update()))
                .toList();
        return new Pace(
                layer,
                LayerHistory.median(
                        warm.stream().mapToDouble(LayerReading::update).toArray()),
                LayerHistory.median(
                        warm.stream().mapToDouble(LayerReading::expected).toArray()));
    }

    private static Finding finding(Finding.Kind kind, Pace worst, int count, int layers) {
        String why = worst.layer().normalized() ? "updates.normalized" : "updates.plain";
        return new Finding(
                kind,
                Map.of(
                        "layer",
                        worst.layer().label(),
                        "update",
                        worst.update(),
                        "expected",
                        worst.expected(),
                        "count",
                        count,
                        "layers",
                        layers,
                        "why",
                        new Phrase(why)));
    }
}
