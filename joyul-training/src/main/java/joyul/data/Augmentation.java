package joyul.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/**
 * How training images are changed before a step sees them, anew in each epoch: shifted, then mirrored, then cut. What comes
 * in from outside, and the square that is cut, are black: pixels that were 0 before inputs were scaled.
 *
 * @param shift up to so many pixels up or down, and left or right; each whole number of them is as likely
 * @param flip whether left and right change places in every second image
 * @param cutout the side of a square whose middle is any pixel, so that a part of it may lie outside (DeVries and Taylor
 *     2017, "Improved Regularization of Convolutional Neural Networks with Cutout"); 0: nothing is cut
 */
public record Augmentation(int shift, boolean flip, int cutout) {
    /** Images as they are. */
    public static final Augmentation NONE = new Augmentation(0, false, 0);

    /** The text of {@link #NONE}. */
    public static final String OFF = "none";

    private static final String SHIFT = "shift";
    private static final String FLIP = "flip";
    private static final String CUTOUT = "cutout";

    /** What files call its parts. */
    public static final List<String> KEYS = List.of(SHIFT, FLIP, CUTOUT);

    private static final Pattern PART = Pattern.compile(
            "(?<" + FLIP + ">" + FLIP + ")|(?<sized>" + SHIFT + "|" + CUTOUT + ")=(?<pixels>[0-9]{1,6})");

    public Augmentation {
        Check.atLeast(SHIFT, shift, 0);
        Check.atLeast(CUTOUT, cutout, 0);
    }

    /** An augmentation from its text: {@code shift=2,flip,cutout=8}, or {@code none}. */
    public static Augmentation of(String text) {
        if (text.strip().equals(OFF)) {
            return NONE;
        }
        Map<String, Integer> parts = new HashMap<>();
        for (String part : text.strip().split("[,\\s]+", -1)) {
            Matcher written = PART.matcher(part);
            if (!written.matches() || enter(written, parts) != null) {
                throw InputException.about(
                        "augmentation",
                        "must be none or written like shift=2,flip,cutout=8, each part at most once, but was "
                                + Quote.of(text));
            }
        }
        return new Augmentation(parts.getOrDefault(SHIFT, 0), parts.containsKey(FLIP), parts.getOrDefault(CUTOUT, 0));
    }

    /** Enters a part; what it was before, if it was named already. */
    private static @Nullable Integer enter(Matcher part, Map<String, Integer> parts) {
        return part.group(FLIP) != null
                ? parts.put(FLIP, 1)
                : parts.put(part.group("sized"), Integer.valueOf(part.group("pixels")));
    }

    /** The text that {@link #of} reads. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (shift > 0) {
            parts.add(SHIFT + "=" + shift);
        }
        if (flip) {
            parts.add(FLIP);
        }
        if (cutout > 0) {
            parts.add(CUTOUT + "=" + cutout);
        }
        return parts.isEmpty() ? OFF : String.join(",", parts);
    }

    /** Whether images stay as they are. */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * Refuses examples that are no images, or too small.
     *
     * @param shape of one example: {@code [channels, height, width]} or {@code [columns]}
     */
    public void check(int... shape) {
        if (isNone()) {
            return;
        }
        if (shape.length != 3) {
            throw InputException.about(
                    "augmentation",
                    "must be left out where inputs are no images, but was " + text() + " for rows of " + shape[0]
                            + " columns");
        }
        int side = Math.min(shape[1], shape[2]);
        checkFits(SHIFT, shift, side);
        checkFits(CUTOUT, cutout, side);
    }

    private static void checkFits(String name, int pixels, int side) {
        if (pixels >= side) {
            throw InputException.mustBe(
                    "augmentation." + name,
                    "less than the shorter side of an image (" + side + ")",
                    String.valueOf(pixels));
        }
    }
}
