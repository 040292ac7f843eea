package joyul.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import joyul.space.Domain;
import joyul.space.Parameter;

/**
 * The parameters that every complete trial had, with equal domains: what can be proposed together before an objective
 * has said what varies (Optuna: intersection search space).
 */
final class JointGroup {
    private JointGroup() {}

    static List<Parameter> of(List<Trial> history) {
        // By name, so that no storage's order decides a proposal.
        Map<String, Domain> common = new TreeMap<>();
        boolean first = true;
        for (Trial trial : history) {
            if (trial.state() != TrialState.COMPLETE) {
                continue;
            }
            if (first) {
                common.putAll(trial.domains());
                first = false;
            } else {
                common.entrySet()
                        .removeIf(entry ->
                                !entry.getValue().equals(trial.domains().get(entry.getKey())));
            }
        }
        List<Parameter> group = new ArrayList<>();
        common.forEach((name, domain) -> group.add(new Parameter(name, domain)));
        return group;
    }
}
