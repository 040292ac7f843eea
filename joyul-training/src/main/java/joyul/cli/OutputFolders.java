package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;
import joyul.train.TrainingFolder;

/** Where commands write when nobody says where: each into a folder of its own below one in the current folder. */
final class OutputFolders {
    static final String TOP = "joyul-out";

    private OutputFolders() {}

    /** The folder of the first, second, ... run: {@code joyul-out/train}, {@code joyul-out/train-2}. */
    static Path training(int number) {
        return Path.of(TOP, number == 1 ? "train" : "train-" + number);
    }

    /** The folder of the last run. */
    static Path lastTraining() {
        int number = 1;
        while (Files.isDirectory(training(number + 1))) {
            number++;
        }
        return training(number);
    }

    /** The folder, unless a tune or a training run lives there, whose weights would be replaced. */
    static Path withoutRun(Path folder) {
        if (Files.exists(folder.resolve("joyul.db"))) {
            throw new InputException(folder + " holds a tune; choose another folder by --out");
        }
        return withoutTraining(folder);
    }

    /** The folder, unless a training run lives there. */
    static Path withoutTraining(Path folder) {
        if (Files.exists(folder.resolve(TrainingFolder.CHECKPOINT))) {
            throw new InputException(folder + " holds a training run; choose another folder by --out");
        }
        return folder;
    }
}
