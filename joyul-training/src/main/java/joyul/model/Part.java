package joyul.model;

import java.util.ArrayList;
import java.util.List;

/** Neighbouring examples of an order. */
record Part(int start, int length) {
    /** Parts of so many examples, and last what is left. */
    static List<Part> cut(int size, int start, int length) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < length; at += size) {
            parts.add(new Part(start + at, Math.min(size, length - at)));
        }
        return parts;
    }

    /** The fewest parts of at most so many examples, of sizes that differ by at most one. */
    static List<Part> ofAtMost(int most, int start, int length) {
        return balanced((length + most - 1) / most, start, length);
    }

    /** So many parts of sizes that differ by at most one, the larger first. */
    static List<Part> balanced(int count, int start, int length) {
        List<Part> parts = new ArrayList<>();
        int next = start;
        for (int i = 0; i < count; i++) {
            int size = length / count + (i < length % count ? 1 : 0);
            parts.add(new Part(next, size));
            next += size;
        }
        return parts;
    }
}
