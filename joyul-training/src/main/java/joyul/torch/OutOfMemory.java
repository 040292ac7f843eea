package joyul.torch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognises a lack of memory, which libtorch reports as an ordinary exception with a message. */
public final class OutOfMemory {
    private OutOfMemory() {}

    /** Whether the failure, or what caused it, is a lack of native or Java memory. */
    public static boolean caused(Throwable failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
            if (each instanceof OutOfMemoryError
                    || message.contains("can't allocate memory")
                    || message.contains("not enough memory")
                    || message.contains("out of memory")
                    || message.contains("bad_alloc")) {
                return true;
            }
        }
        return false;
    }
}
