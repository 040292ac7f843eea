package joyul.layer;

/** The geometry that the pooling layers share: square windows without padding. */
final class Windows {
    private Windows() {}

    static Shape.Image output(String layer, Shape input, int kernel, int stride) {
        Shape.Image image = Shapes.image(layer, input);
        return new Shape.Image(
                image.channels(),
                Shapes.slide(layer, "height", image.height(), kernel, stride, 0),
                Shapes.slide(layer, "width", image.width(), kernel, stride, 0));
    }

    static long[] both(int side) {
        return new long[] {side, side};
    }
}
