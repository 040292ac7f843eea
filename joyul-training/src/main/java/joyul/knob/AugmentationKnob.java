package joyul.knob;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.data.Augmentation;
import joyul.layer.Shape;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.Point;

/**
 * How training images are changed, as its text. Choices rather than a number each: their parts do not add up, and few
 * trials cannot tell more than a few kinds apart.
 */
record AugmentationKnob() implements Knob {
    private static final String NAME = "augmentation";
    private static final Augmentation LIKELIEST = new Augmentation(1, false, 0);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return problem.input() instanceof Shape.Image image
                ? Optional.of(new ChoiceDomain(List.copyOf(choices(image))))
                : Optional.empty();
    }

    /** Shifts that small images bear; a square of a quarter of the side, as in the paper that proposed it. */
    private static List<String> choices(Shape.Image image) {
        int side = Math.min(image.height(), image.width());
        int square = side / 4;
        return Stream.of(
                        Augmentation.NONE,
                        LIKELIEST,
                        new Augmentation(2, false, 0),
                        new Augmentation(1, true, 0),
                        new Augmentation(2, true, 0),
                        new Augmentation(1, true, square))
                .filter(each -> each.shift() < side)
                .map(Augmentation::text)
                .distinct()
                .toList();
    }

    @Override
    public String absence() {
        return "inputs are no images; leave it out";
    }

    @Override
    public Domain between(String said, double low, double high) {
        throw Given.noRange(said);
    }

    /** Any that fits may be held, though only some are searched. */
    @Override
    public Object held(String said, Object value, Domain domain) {
        return Augmentation.of(String.valueOf(value)).text();
    }

    @Override
    public boolean isOff(Object value) {
        return value.equals(Augmentation.OFF);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return Optional.of(recipe.augmentation().text());
    }

    @Override
    public List<Point> alternatives(Point start, Problem problem) {
        return List.of(start.with(NAME, LIKELIEST.text()));
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.augmentation(Augmentation.of(String.valueOf(value)));
    }
}
