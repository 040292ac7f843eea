package joyul.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.study.Trial;

/** Parameters whose best value lies at the end of its range: the true optimum may lie outside. */
final class EdgeFindings {
    /** Within so much of an end, on the parameter's scale, a value counts as lying there. */
    private static final double MARGIN = 0.05;

    private EdgeFindings() {}

    static List<Finding> of(Trial best) {
        List<Finding> findings = new ArrayList<>();
        best.domains().forEach((name, domain) -> {
            if (!(domain instanceof ChoiceDomain) && !domain.single() && !Effective.isCut(best, name)) {
                double share = share(domain, best.point().number(name));
                if ((share <= MARGIN && !isNatural(domain)) || share >= 1 - MARGIN) {
                    findings.add(finding(new Knob(name), domain, best.point().value(name), share > 0.5));
                }
            }
        });
        return findings;
    }

    /** Nothing lies below zero where the range begins there. */
    private static boolean isNatural(Domain domain) {
        return ((Number) low(domain)).doubleValue() == 0;
    }

    private static Finding finding(Knob knob, Domain domain, Object value, boolean upper) {
        return new Finding(
                Finding.Kind.AT_EDGE,
                Map.of(
                        "parameter",
                        knob.said(),
                        "value",
                        knob.said(value),
                        "end",
                        knob.said(upper ? high(domain) : low(domain)),
                        "side",
                        new Phrase(upper ? "edge.upper" : "edge.lower")));
    }

    /** Where a value lies between the ends of its domain, 0 to 1 on the domain's scale. */
    static double share(Domain domain, double value) {
        double low = ((Number) low(domain)).doubleValue();
        double high = ((Number) high(domain)).doubleValue();
        boolean log = (domain instanceof FloatDomain real && real.scale() == Scale.LOG)
                || (domain instanceof IntDomain whole && whole.scale() == Scale.LOG);
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    private static Object low(Domain domain) {
        return domain instanceof IntDomain whole ? (Object) whole.low() : ((FloatDomain) domain).low();
    }

    private static Object high(Domain domain) {
        return domain instanceof IntDomain whole ? (Object) whole.high() : ((FloatDomain) domain).high();
    }
}
