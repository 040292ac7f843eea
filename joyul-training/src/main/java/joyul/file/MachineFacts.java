package joyul.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import joyul.check.InputException;
import joyul.machine.CacheFolder;

/**
 * What was measured about this machine, kept between runs in {@code machine.properties} of the {@link CacheFolder}.
 * Losing it costs a measurement and nothing else, so a file that cannot be read or written is as good as none.
 */
public final class MachineFacts {
    private final Path file;

    private MachineFacts(Path folder) {
        file = folder.resolve("machine.properties");
    }

    /** The user's own. */
    public static MachineFacts ofUser() {
        return in(CacheFolder.ofUser());
    }

    public static MachineFacts in(Path folder) {
        return new MachineFacts(folder);
    }

    /** What is known under a key. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(all().getProperty(key));
    }

    /** Keeps a fact; of two processes that write at once the later wins. */
    public void keep(String key, String value) {
        Properties facts = all();
        facts.setProperty(key, value);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            StringWriter text = new StringWriter();
            facts.store(text, "measured by joyul; may be deleted at any time");
            AtomicFile.write(file, text.toString());
        } catch (IOException | InputException e) {
            // It will be measured again.
            return;
        }
    }

    private Properties all() {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(InputFile.text(file, InputFile.TEXT_BYTES)));
        } catch (IOException | IllegalArgumentException | InputException e) {
            return new Properties();
        }
        return facts;
    }
}
