package joyul.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A small picture of a schedule: the rate in force during each step, and the momentum where it moves. */
final class ScheduleSvg {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 110;
    private static final int LEFT = 34;
    private static final int RIGHT = 6;
    private static final int TOP = 8;
    private static final int BOTTOM = 18;

    private ScheduleSvg() {}

    static String of(List<Double> rates, List<Double> momenta) {
        double top = Collections.max(rates);
        boolean moves = !Collections.max(momenta).equals(Collections.min(momenta));
        int floor = HEIGHT - BOTTOM;
        String momentum = moves
                ? "<path d=\"" + path(momenta, Collections.min(momenta), Collections.max(momenta))
                        + "\" fill=\"none\" stroke=\"#c77400\" stroke-width=\"1.3\" stroke-dasharray=\"4 3\"/>\n"
                : "";
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
                font-family="sans-serif" font-size="9" fill="#7a838b">
                <path d="M%3$d %4$dV%5$dH%6$d" fill="none" stroke="#9aa3ab"/>
                <text x="%7$d" y="%8$d" text-anchor="end">%9$s</text>
                <text x="%7$d" y="%5$d" text-anchor="end">0</text>
                <text x="%3$d" y="%10$d">0</text>
                <text x="%6$d" y="%10$d" text-anchor="end">%11$d</text>
                %12$s<path d="%13$s" fill="none" stroke="#0072b2" stroke-width="2" stroke-linejoin="round"/>
                </svg>
                """,
                WIDTH,
                HEIGHT,
                LEFT,
                TOP,
                floor,
                WIDTH - RIGHT,
                LEFT - 4,
                TOP + 6,
                number(top),
                HEIGHT - 5,
                rates.size(),
                momentum,
                path(rates, 0, top));
    }

    /** Each value holds from its step to the next. */
    private static String path(List<Double> values, double low, double high) {
        StringBuilder path = new StringBuilder();
        double stride = (double) (WIDTH - LEFT - RIGHT) / values.size();
        String before = "";
        for (int step = 0; step < values.size(); step++) {
            double part = high > low ? (values.get(step) - low) / (high - low) : 0;
            String y = decimal(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP));
            if (step == 0) {
                path.append('M').append(LEFT).append(' ').append(y);
            } else if (!y.equals(before)) {
                path.append('H')
                        .append(decimal(LEFT + step * stride))
                        .append('V')
                        .append(y);
            }
            before = y;
        }
        return path.append('H').append(WIDTH - RIGHT).toString();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
