package joyul.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A command that was run in this process, and all it printed. */
record Ran(int code, String out, String log) {
    static Ran joyul(String... args) {
        return joyul(new Interruption(), args);
    }

    static Ran joyul(Interruption interruption, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        int code = Main.run(args, new Console(out, log, false, () -> 80, System::nanoTime), interruption);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), log.toString(StandardCharsets.UTF_8));
    }
}
