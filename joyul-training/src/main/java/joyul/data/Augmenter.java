package joyul.data;

import java.util.Arrays;

/**
 * Changes single images as an {@link Augmentation} says. What happens to an image follows from (seed, epoch) and its
 * place in that epoch's order, hence from (seed, epoch, example) alone: neither batches nor threads nor a resumed run
 * change it, and nothing is kept from one image to the next.
 *
 * <p>An image lies in memory as {@code [height, width, channels]}.
 */
public final class Augmenter {
    /** Tells these draws from those of the batch order, which have the same seed and epoch. */
    private static final long STREAM = 0x6175676D656E7421L;

    private final Augmentation augmentation;
    private final int height;
    private final int width;
    private final float[] black;
    private SplitMix64 epochs = new SplitMix64(0);

    /**
     * Changes images of a shape.
     *
     * @param shape {@code [channels, height, width]}
     * @param black the scaled value of a pixel that was 0, per channel
     */
    public Augmenter(Augmentation augmentation, int[] shape, float[] black) {
        augmentation.check(shape);
        this.augmentation = augmentation;
        height = shape[1];
        width = shape[2];
        this.black = black.clone();
    }

    /** Begins an epoch, counted from 0. */
    public void begin(long seed, int epoch) {
        epochs = SplitMix64.of(seed ^ STREAM, epoch);
    }

    /**
     * Changes one image.
     *
     * @param place of the example in the epoch's order
     * @param image its numbers, which it overwrites
     * @param room for as many numbers
     */
    public void change(int place, float[] image, float[] room) {
        change(drawn(place), image, room);
    }

    /**
     * What is drawn for one image.
     *
     * @param down pixels that it is shifted by; negative: up
     * @param right likewise; negative: to the left
     * @param top row of the square that is cut; it may begin above the image
     * @param left column likewise
     */
    record Change(int down, int right, boolean mirrored, int top, int left) {}

    Change drawn(int place) {
        SplitMix64 random = epochs.split(place);
        int shift = augmentation.shift();
        int cutout = augmentation.cutout();
        // All is drawn always, so that one part of an augmentation does not change what another does.
        int down = random.below(2 * shift + 1) - shift;
        int right = random.below(2 * shift + 1) - shift;
        boolean mirrored = random.below(2) == 1;
        int top = random.below(height) - cutout / 2;
        int left = random.below(width) - cutout / 2;
        return new Change(down, right, mirrored && augmentation.flip(), top, left);
    }

    void change(Change drawn, float[] image, float[] room) {
        if (drawn.down() != 0 || drawn.right() != 0) {
            shift(image, room, drawn.down(), drawn.right());
        }
        if (drawn.mirrored()) {
            mirror(image);
        }
        cut(image, drawn.top(), drawn.left());
    }

    private void shift(float[] image, float[] room, int down, int right) {
        System.arraycopy(image, 0, room, 0, image.length);
        int kept = width - Math.abs(right);
        for (int y = 0; y < height; y++) {
            int from = y - down;
            if (from < 0 || from >= height) {
                blacken(image, y, 0, width);
                continue;
            }
            int channels = black.length;
            System.arraycopy(
                    room,
                    (from * width + Math.max(-right, 0)) * channels,
                    image,
                    (y * width + Math.max(right, 0)) * channels,
                    kept * channels);
            blacken(image, y, right > 0 ? 0 : kept, Math.abs(right));
        }
    }

    private void mirror(float[] image) {
        int channels = black.length;
        for (int y = 0; y < height; y++) {
            int left = y * width * channels;
            int right = left + (width - 1) * channels;
            for (; left < right; left += channels, right -= channels) {
                for (int c = 0; c < channels; c++) {
                    float held = image[left + c];
                    image[left + c] = image[right + c];
                    image[right + c] = held;
                }
            }
        }
    }

    private void cut(float[] image, int top, int left) {
        int first = Math.max(left, 0);
        int end = Math.min(left + augmentation.cutout(), width);
        for (int y = Math.max(top, 0); y < Math.min(top + augmentation.cutout(), height); y++) {
            blacken(image, y, first, end - first);
        }
    }

    private void blacken(float[] image, int row, int column, int pixels) {
        int channels = black.length;
        int start = (row * width + column) * channels;
        if (channels == 1) {
            Arrays.fill(image, start, start + pixels, black[0]);
            return;
        }
        for (int i = 0; i < pixels * channels; i++) {
            image[start + i] = black[i % channels];
        }
    }
}
