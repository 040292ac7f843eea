package joyul.norm;

import java.util.ArrayList;
import java.util.List;

/**
 * How a batch is cut into groups that are normalised alone: as many as come nearest to the wanted size, of sizes that
 * differ by at most one, and never a group of one.
 *
 * @param size the wanted examples in a group
 */
public record Groups(int size) {
    /** The whole batch is one group. */
    static final Groups WHOLE = new Groups(Integer.MAX_VALUE);

    /** Neighbouring groups of equal size: examples {@code start} to {@code start + groups * size}. */
    public record Block(int start, int groups, int size) {
        public int length() {
            return groups * size;
        }
    }

    /** How many groups a batch has. */
    public int count(int batch) {
        int nearest = (int) Math.round((double) batch / size);
        return Math.max(1, Math.min(nearest, batch / 2));
    }

    /** The groups of a batch, those of the larger size first. */
    public List<Block> blocks(int batch) {
        int groups = count(batch);
        int small = batch / groups;
        int larger = batch % groups;
        List<Block> blocks = new ArrayList<>();
        if (larger > 0) {
            blocks.add(new Block(0, larger, small + 1));
        }
        blocks.add(new Block(larger * (small + 1), groups - larger, small));
        return blocks;
    }
}
