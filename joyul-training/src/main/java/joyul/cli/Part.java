package joyul.cli;

import java.util.ArrayList;
import java.util.List;
import joyul.data.Data;
import joyul.data.Examples;

/** A part of some data. */
enum Part {
    TEST,
    VALIDATION,
    TRAIN,
    ALL;

    /** The examples of this part, one set after the other. */
    List<Examples> of(Data data) {
        List<Examples> sets = new ArrayList<>();
        if (this == TRAIN || this == ALL) {
            sets.add(data.train());
        }
        if (this == VALIDATION || this == ALL) {
            sets.add(data.validation());
        }
        if (this == TEST || this == ALL) {
            sets.add(data.test());
        }
        return sets;
    }
}
