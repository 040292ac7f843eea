package joyul.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/** Why a write failed, in words, and what to do about it. */
final class WriteFailure {
    private WriteFailure() {}

    static String cause(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no permission; choose another folder or change its permissions";
        }
        if (failure instanceof NoSuchFileException) {
            return "its folder does not exist; make the folder first";
        }
        String reason = reason(failure);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return reason + "; free some space or choose a folder on another disk";
        }
        if (lower.contains("not a directory")) {
            return "a part of its path is a file, not a folder; choose another folder";
        }
        if (lower.contains("read-only")) {
            return reason + "; choose a folder on a disk that can be written";
        }
        return reason + "; choose another folder or remove the cause";
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
