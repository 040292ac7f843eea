package joyul.rate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joyul.rate.ForeignCall.Equal;
import org.jspecify.annotations.Nullable;

/** Schedules of Hugging Face transformers, timm and Keras by their equal here; one file a library. */
final class OtherLibraries {
    /** What can be read of all of them, each with its parameters in the order of positions, the optimizer aside. */
    private static final Map<String, List<String>> PARAMETERS = Stream.of(
                    HuggingFaceCall.PARAMETERS, TimmCall.PARAMETERS, KerasCall.PARAMETERS)
            .flatMap(library -> library.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private OtherLibraries() {}

    static boolean knows(String name) {
        return PARAMETERS.containsKey(name);
    }

    static List<String> names() {
        return PARAMETERS.keySet().stream().sorted().toList();
    }

    static List<String> parameters(String name) {
        return PARAMETERS.getOrDefault(name, List.of());
    }

    /** Whether a call of ReduceLROnPlateau is Keras's. */
    static boolean isKerasPlateau(Map<String, Object> call) {
        return "ReduceLROnPlateau".equals(call.get("type"))
                && (call.containsKey("monitor") || call.containsKey("min_delta"));
    }

    /**
     * The equal of a call.
     *
     * @param rate the optimizer's; null if it is not known
     * @throws joyul.check.InputException if a parameter is missing, or needs what the equal cannot do
     */
    static Equal of(Map<String, Object> call, @Nullable Double rate) {
        String name = String.valueOf(call.get("type"));
        ForeignCall read = HuggingFaceCall.PARAMETERS.containsKey(name)
                ? new HuggingFaceCall(call, rate)
                : TimmCall.PARAMETERS.containsKey(name) ? new TimmCall(call, rate) : new KerasCall(call, rate);
        return read.equal();
    }
}
