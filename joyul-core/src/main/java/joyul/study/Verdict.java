package joyul.study;

/** A pruner's decision with its reason, one sentence for people. */
public record Verdict(boolean goesOn, String reason) {
    public static Verdict goOn(String reason) {
        return new Verdict(true, reason);
    }

    public static Verdict stop(String reason) {
        return new Verdict(false, reason);
    }
}
