package joyul.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the statistics of a trained network's normalizations say of it. */
public final class NormalizationFindings {
    /** Neighbouring float32 numbers differ by a part of 1.2e-7: so many decimal digits. */
    private static final double DIGITS = 6.92;

    private static final double LARGE_MEAN = 1e3;

    private NormalizationFindings() {}

    /**
     * The findings; none where all is well.
     *
     * @param together how many values per channel are normalised together in the first layer; 0: none over examples
     * @param averages empty where no normalization keeps statistics
     */
    public static List<Finding> of(long together, Optional<AveragesGap> averages) {
        List<Finding> findings = new ArrayList<>();
        // Two values normalised together become plus and minus one, whatever they are, so no gradient passes.
        if (together == 2) {
            findings.add(new Finding(Finding.Kind.NORMALIZED_IN_PAIRS, Map.of()));
        }
        averages.ifPresent(gap -> {
            if (gap.matters()) {
                findings.add(lag(gap));
            }
            if (gap.largestMean() > LARGE_MEAN) {
                findings.add(drowned(gap));
            }
        });
        return findings;
    }

    private static Finding lag(AveragesGap gap) {
        return new Finding(
                Finding.Kind.AVERAGES_LAG,
                Map.of(
                        "layer", gap.layer(),
                        "deviations", gap.deviations(),
                        "variances", gap.variances(),
                        "moving", gap.moving(),
                        "precise", gap.precise(),
                        "error", gap.error()));
    }

    private static Finding drowned(AveragesGap gap) {
        return new Finding(
                Finding.Kind.MEAN_DROWNS_DEVIATION,
                Map.of("layer", gap.layer(), "mean", gap.largestMean(), "digits", Math.max(0, (long)
                        (DIGITS - Math.log10(gap.largestMean())))));
    }
}
