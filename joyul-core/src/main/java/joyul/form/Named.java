package joyul.form;

/** A part of a recipe, written in Java, that says itself what tells it from others. */
public interface Named {
    /** By which the part is known again, in this run of the program and the next: {@code focal loss of gamma 2}. */
    String identity();
}
