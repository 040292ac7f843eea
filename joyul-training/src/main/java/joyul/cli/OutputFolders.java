package joyul.cli;

import java.nio.file.Path;

/** Where commands write when nobody says where: each into a folder of its own below one in the current folder. */
final class OutputFolders {
    static final String TOP = "joyul-out";

    private OutputFolders() {}

    static Path training() {
        return Path.of(TOP, "train");
    }
}
