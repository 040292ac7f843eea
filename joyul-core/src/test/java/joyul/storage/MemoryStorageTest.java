package joyul.storage;

import joyul.study.Storage;

class MemoryStorageTest extends StorageContract {
    @Override
    Storage open() {
        return new MemoryStorage(CLOCK);
    }
}
