package joyul.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of the command line, for messages that name the Java call that does the same: {@code resume(true)} is
 * {@code --resume} here.
 */
final class OptionWords {
    private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

    static {
        OPTIONS.put("one without resume(true)", "one by leaving out --resume");
        OPTIONS.put("resume(true)", "--resume");
        OPTIONS.put("TrainingFolder.resumed", "--resume");
        OPTIONS.put("folder(PATH)", "--out DIR");
        OPTIONS.put("budget(TIME)", "--budget TIME");
        OPTIONS.put("memory(SIZE)", "--memory SIZE");
        OPTIONS.put("noiseScale(EXAMPLES)", "--noise-scale EXAMPLES");
        OPTIONS.put("epochs(COUNT)", "--test-epochs N");
        OPTIONS.put("withLabel(COLUMN)", "--label COLUMN");
        OPTIONS.put("withDataDir(DIR)", "--data-dir DIR");
        OPTIONS.put("load them by Data.load(PATH)", "give them by --data");
        OPTIONS.put("give the optimizer's rate", "give the optimizer's rate by --lr");
        OPTIONS.put("range(\"lr\", LOW, HIGH)", "--range lr=LOW..HIGH");
        OPTIONS.put("range(\"batch\", LOW, HIGH)", "--range batch=LOW..HIGH");
    }

    private OptionWords() {}

    static String in(String message) {
        String said = message;
        for (Map.Entry<String, String> each : OPTIONS.entrySet()) {
            said = said.replace(each.getKey(), each.getValue());
        }
        return said;
    }
}
