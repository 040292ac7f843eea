package joyul.norm;

import joyul.check.InputException;
import joyul.layer.Shape;

/** How the channels of one example are cut into groups that are normalised alone. */
final class ChannelGroups {
    private ChannelGroups() {}

    /** The largest number of equal groups that is wanted at most and leaves more than one value in each. */
    static int count(int most, Shape input) {
        int channels = OverBatch.channels(input);
        int perChannel = input.size() / channels;
        int count = Math.min(most, channels);
        while (count > 1 && (channels % count != 0 || channels / count * perChannel < 2)) {
            count--;
        }
        return count;
    }

    static void requireTwo(String kind, Shape input) {
        if (input.size() < 2) {
            throw new InputException(kind + " needs more than one value per example (the mean of one value is the value"
                    + " itself), but its input has one; use batch_norm or none");
        }
    }
}
