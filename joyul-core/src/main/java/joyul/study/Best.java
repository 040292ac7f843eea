package joyul.study;

import joyul.space.ChoiceParameter;
import joyul.space.FloatParameter;
import joyul.space.IntParameter;
import joyul.space.Point;

/** The best complete trial of a study, whose value is there for certain. */
public record Best(Trial trial, double value) {
    public int number() {
        return trial.number();
    }

    public Point point() {
        return trial.point();
    }

    public double get(FloatParameter parameter) {
        return point().get(parameter);
    }

    public int get(IntParameter parameter) {
        return point().get(parameter);
    }

    public <T> T get(ChoiceParameter<T> parameter) {
        return point().get(parameter);
    }

    /** {@code 0.25 at {lr=0.01} (trial 7)}. */
    @Override
    public String toString() {
        return value + " at " + point() + " (trial " + number() + ")";
    }
}
