package joyul.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * One way in which somebody's bytes enter: as an argument or as a file, through the whole command line.
 *
 * @param name of its folder in the corpus
 * @param seeds valid inputs, to be damaged
 * @param door how the bytes are handed over
 */
record FuzzTarget(String name, List<byte[]> seeds, Door door) {
    /** Hands bytes to a command; the folder is empty, and is deleted afterwards. */
    interface Door {
        Ran open(byte[] input, Path folder) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
