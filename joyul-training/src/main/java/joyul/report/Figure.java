package joyul.report;

import java.util.Map;

/**
 * A chart of the page.
 *
 * @param id the name of the script function that draws it
 * @param caption what it shows and how to read it
 * @param data what the script draws, as JSON values
 */
record Figure(String id, String title, String caption, Map<String, Object> data) {
    String json() {
        return ChartJson.write(data);
    }
}
