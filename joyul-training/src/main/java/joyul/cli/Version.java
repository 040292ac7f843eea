package joyul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which versions are at work, read from the jars without loading any native code. */
final class Version {
    private Version() {}

    static String text() {
        return "joyul " + of("joyul/joyul") + " (libtorch " + of("org.bytedeco/pytorch") + ", Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ")";
    }

    private static String of(String artifact) {
        String name = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream in = Version.class.getResourceAsStream(name)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "from source");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
