package joyul.file;

import java.nio.file.Path;

/** Another process: holds a folder, says so, and waits to be killed. */
final class HoldsAFolder {
    private HoldsAFolder() {}

    public static void main(String[] args) throws Exception {
        FolderLock lock = FolderLock.hold(Path.of(args[0]));
        System.out.println("held");
        System.in.read();
        lock.close();
    }
}
