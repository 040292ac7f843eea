package joyul.pruner;

import joyul.study.Pruner;
import joyul.testkit.PrunerConformance;

class RunToTheEndTest extends PrunerConformance {
    @Override
    protected Pruner pruner() {
        return new RunToTheEnd();
    }
}
