package joyul.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A candidate of a tune that was trained again on fresh seeds, and its form as JSON values.
 *
 * @param trial its number in the study
 * @param seeds of its fresh runs
 * @param searched its loss in the search, which chose it and is therefore too good on average
 * @param loss mean validation loss over the fresh seeds; infinite where a run of it diverged
 * @param metric mean accuracy or R²; NaN where unknown
 * @param behind how much the loss is above the winner's
 * @param behindError the standard error of that difference, paired over the same examples; NaN where one example gives none
 * @param searchedEpochs of the run in the search, 0 where unknown
 * @param epochs of each fresh run, 0 where unknown
 * @param standard whether it is the default recipe
 */
public record Confirmed(
        int trial,
        List<Long> seeds,
        double searched,
        double loss,
        double metric,
        double behind,
        double behindError,
        int searchedEpochs,
        int epochs,
        boolean standard) {
    public Confirmed {
        seeds = List.copyOf(seeds);
    }

    /** A difference of fewer standard errors is not told from chance. */
    private static final double RESOLVED = 2;

    /** Whether its difference to the winner is told from chance, by the error of the examples alone. */
    public boolean isClearlyBehind() {
        return behind > 0 && (diverged() || behind >= RESOLVED * behindError);
    }

    /** Whether nothing is known of how much seeds differ. */
    public boolean onOneSeed() {
        return seeds.size() < 2;
    }

    /** Whether its loss in the search was that of as many epochs as on the fresh seeds. */
    public boolean comparesWithTheSearch() {
        return searchedEpochs == epochs;
    }

    public boolean diverged() {
        return !Double.isFinite(loss);
    }

    /** As JSON values, by the keys that {@link #read} knows. */
    public Map<String, Object> written() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trial", trial);
        map.put("default", standard);
        map.put("seeds", seeds);
        map.put("epochs", epochs);
        map.put("loss", loss);
        map.put("metric", metric);
        map.put("behind", behind);
        map.put("behind_error", behindError);
        map.put("searched", searched);
        map.put("searched_epochs", searchedEpochs);
        return map;
    }

    /** What {@link #written} gave; of what is missing or damaged, NaN, zero or nothing. */
    public static Confirmed read(Map<?, ?> map) {
        int trial = whole(map, "trial", -1);
        return new Confirmed(
                trial,
                map.get("seeds") instanceof List<?> list
                        ? list.stream()
                                .filter(Number.class::isInstance)
                                .map(seed -> ((Number) seed).longValue())
                                .toList()
                        : List.of(),
                number(map, "searched"),
                number(map, "loss"),
                number(map, "metric"),
                number(map, "behind"),
                number(map, "behind_error"),
                whole(map, "searched_epochs", 0),
                whole(map, "epochs", 0),
                map.get("default") instanceof Boolean standard ? standard : trial == 0);
    }

    private static double number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static int whole(Map<?, ?> map, String key, int otherwise) {
        return map.get(key) instanceof Number number ? number.intValue() : otherwise;
    }
}
