package joyul.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.study.Outcome;
import joyul.study.Trial;
import org.jspecify.annotations.Nullable;

/** Everything that the trials of a study teach, in the order in which people ask. */
public final class Findings {
    private static final int FEW = 20;

    /** Below, one example more or less that is right moves an accuracy by more than three points. */
    private static final int FEW_EXAMPLES = 30;

    private Findings() {}

    /**
     * The findings.
     *
     * @param trials all of the study
     * @param rung the trials that are compared with each other
     * @param confirmed the candidates on fresh seeds, the winner first; empty where there are none
     * @param best the winner; null before any trial has ended well
     */
    public static List<Finding> of(List<Trial> trials, Rung rung, List<Confirmed> confirmed, @Nullable Trial best) {
        List<Finding> findings = new ArrayList<>(ConfirmedFindings.of(confirmed, !trials.isEmpty() && best != null));
        Map<String, Domain> domains = domains(trials);
        domains.forEach((name, domain) -> {
            if (domain instanceof ChoiceDomain choices) {
                ChoiceScore.finding(new Knob(name), choices, rung).ifPresent(findings::add);
            }
        });
        if (best != null) {
            findings.addAll(RateFindings.of(domains.keySet(), rung, best));
            findings.addAll(EdgeFindings.of(best));
        }
        findings.addAll(LossFindings.of(trials, rung));
        counted(trials, Outcome.FAILED, Finding.Kind.FAILED, findings);
        long finished = trials.stream().filter(Trial::taught).count();
        if (finished < FEW) {
            findings.add(new Finding(Finding.Kind.FEW_TRIALS, Map.of("count", finished)));
        }
        return findings;
    }

    /**
     * What should not be overlooked of the candidates on fresh seeds, the winner first: the search's best that fell, and
     * runs that diverged.
     */
    public static List<Finding> ofFreshSeeds(List<Confirmed> confirmed) {
        return ConfirmedFindings.of(confirmed, false).stream()
                .filter(finding -> finding.kind().tone() == Finding.Tone.WARNING)
                .toList();
    }

    /** What so many validation examples can tell; nothing where they are enough. */
    public static List<Finding> ofExamples(int validation) {
        if (validation >= FEW_EXAMPLES) {
            return List.of();
        }
        return List.of(new Finding(
                validation == 1 ? Finding.Kind.ONE_EXAMPLE : Finding.Kind.FEW_EXAMPLES, Map.of("count", validation)));
    }

    static void counted(List<Trial> trials, Outcome outcome, Finding.Kind kind, List<Finding> findings) {
        long count = trials.stream().filter(trial -> trial.outcome() == outcome).count();
        if (count > 0) {
            findings.add(new Finding(kind, Map.of("count", count, "trials", trials.size())));
        }
    }

    /** Every parameter with the domain it had last. */
    private static Map<String, Domain> domains(List<Trial> trials) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        trials.forEach(trial -> domains.putAll(trial.domains()));
        return domains;
    }
}
