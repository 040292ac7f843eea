package joyul.pruner;

import joyul.study.Pruner;

class RunToTheEndTest extends PrunerContract {
    @Override
    Pruner pruner() {
        return new RunToTheEnd();
    }
}
