package joyul.knob;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.Check;
import joyul.form.Fields;
import joyul.norm.Normalizations;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.Point;

/** The kind of normalization in the network's places. */
record NormalizationKnob() implements Knob {
    static final String NAME = "normalization";
    private static final String NONE = "none";
    static final String GHOST = "ghost_batch_norm";
    private static final List<String> KINDS = List.of(NONE, "batch_norm", GHOST);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return problem.base().network().hasPlaces()
                ? Optional.of(new ChoiceDomain(List.copyOf(KINDS)))
                : Optional.empty();
    }

    @Override
    public String absence() {
        return "the network has no place for a normalization; leave it out, or give a network with places";
    }

    @Override
    public Domain between(String said, double low, double high) {
        throw Given.noRange(said);
    }

    /** Any kind may be held, though only some are searched. */
    @Override
    public Object held(String said, Object value, Domain domain) {
        List<String> known = Normalizations.CATALOG.names();
        if (!known.contains(String.valueOf(value))) {
            throw Check.unknown(said, String.valueOf(value), known);
        }
        return value;
    }

    @Override
    public boolean isOff(Object value) {
        return value.equals(NONE);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return Optional.of(Normalizations.CATALOG.name(recipe.normalization()))
                .filter(KINDS::contains)
                .map(Object.class::cast);
    }

    /** Without normalization half the rate is the likelier start. */
    @Override
    public List<Point> alternatives(Point start, Problem problem) {
        Point without = start.with(NAME, NONE);
        return List.of(
                start.has(RateKnob.NAME)
                        ? without.with(RateKnob.NAME, problem.base().learningRate() / 2)
                        : without,
                start.with(NAME, GHOST).with(NormalizationBatchKnob.NAME, NormalizationBatchKnob.USUAL));
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        String kind = String.valueOf(value);
        return recipe.normalization(
                kind.equals(GHOST)
                        ? NormalizationBatchKnob.ghost(NormalizationBatchKnob.USUAL, recipe.batchSize())
                        : Normalizations.CATALOG.read(Fields.of(Map.of("type", kind))));
    }
}
