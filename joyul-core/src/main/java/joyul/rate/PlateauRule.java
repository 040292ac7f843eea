package joyul.rate;

/**
 * When a metric has stopped improving: PyTorch's rule of {@code ReduceLROnPlateau}, as a fold over the readings.
 *
 * @param patience bad readings that are borne
 * @param cooldown readings after a plateau in which none counts as bad
 */
record PlateauRule(
        ReduceLROnPlateau.Mode mode,
        double threshold,
        ReduceLROnPlateau.ThresholdMode thresholdMode,
        long patience,
        long cooldown) {
    /**
     * Where a metric stands after some readings.
     *
     * @param readings how many
     * @param best the best of them, infinite before the first
     * @param bestAt the place of the best, -1 before the first
     * @param bad how many bad ones in a row count
     * @param cooling how many of the next ones cannot be bad
     * @param plateaus how many plateaus were reached
     * @param latestAt the reading that reached the latest plateau, -1 before the first
     */
    record State(int readings, double best, int bestAt, long bad, long cooling, long plateaus, int latestAt) {}

    State start() {
        double worst = mode == ReduceLROnPlateau.Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return new State(0, worst, -1, 0, 0, 0, -1);
    }

    State next(State state, double reading) {
        int at = state.readings;
        boolean better = isBetter(reading, state.best);
        double best = better ? reading : state.best;
        int bestAt = better ? at : state.bestAt;
        boolean cools = state.cooling > 0;
        long bad = better || cools ? 0 : state.bad + 1;
        if (bad > patience) {
            return new State(at + 1, best, bestAt, 0, cooldown, state.plateaus + 1, at);
        }
        long cooling = cools ? state.cooling - 1 : 0;
        return new State(at + 1, best, bestAt, bad, cooling, state.plateaus, state.latestAt);
    }

    /** NaN is never better. */
    private boolean isBetter(double reading, double best) {
        double sign = mode == ReduceLROnPlateau.Mode.MIN ? -1 : 1;
        double bar = thresholdMode == ReduceLROnPlateau.ThresholdMode.REL
                ? best * (1 + sign * threshold)
                : best + sign * threshold;
        return mode == ReduceLROnPlateau.Mode.MIN ? reading < bar : reading > bar;
    }
}
