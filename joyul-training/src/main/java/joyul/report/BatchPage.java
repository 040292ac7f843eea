package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.batch.Ceilings;
import joyul.batch.MemoryCeiling;
import joyul.batch.MemorySize;
import joyul.batch.Recommendation;
import joyul.batch.TriedSize;
import joyul.explain.Digits;
import joyul.explain.Phrase;
import joyul.explain.Texts;
import joyul.noise.NoiseTrail;

/** Everything that the template of a batch size's page puts there. */
record BatchPage(
        Texts texts,
        String title,
        String subtitle,
        String verdict,
        List<Headline.Tile> tiles,
        List<String> reasons,
        List<Figure> figures,
        List<String> columns,
        List<List<String>> rows) {
    static BatchPage of(Ceilings ceilings, Recommendation chosen, Map<String, Object> facts, Texts texts) {
        Map<String, Object> use = Map.of("batch", chosen.batch(), "from", chosen.from(), "to", chosen.to());
        return new BatchPage(
                texts,
                texts.say(new Phrase("ceilings.title", facts)),
                texts.say(new Phrase("ceilings.subtitle", facts)),
                texts.say(new Phrase("ceilings.verdict", use)),
                tiles(ceilings, chosen, facts, texts),
                chosen.sentences(texts.language()),
                List.of(ceilingsFigure(ceilings, chosen, texts), noiseFigure(ceilings, texts)),
                List.of(
                        texts.say("ceilings.batch"),
                        texts.say("ceilings.throughput"),
                        texts.say("ceilings.share"),
                        texts.say("ceilings.peak"),
                        texts.say("ceilings.slowdown")),
                ceilings.sizes().stream().map(size -> row(ceilings, size)).toList());
    }

    private static List<Headline.Tile> tiles(
            Ceilings ceilings, Recommendation chosen, Map<String, Object> facts, Texts texts) {
        MemoryCeiling memory = ceilings.memory();
        return List.of(
                new Headline.Tile(
                        texts.say("ceilings.batch"),
                        Digits.grouped(chosen.batch()),
                        texts.say(new Phrase("ceilings.batch.now", facts))),
                new Headline.Tile(
                        texts.say("ceilings.knee"),
                        Digits.grouped(ceilings.knee().batch()),
                        texts.say(ceilings.sizes().size() == 1 ? "ceilings.knee.only" : "ceilings.knee.note")),
                new Headline.Tile(
                        texts.say("ceilings.critical"),
                        order(ceilings.critical().low()) + "–"
                                + order(ceilings.critical().high()),
                        texts.say(
                                "ceilings.critical.note",
                                "scale",
                                order(ceilings.middle().scale().value()))),
                new Headline.Tile(
                        texts.say("ceilings.memory"),
                        (memory.end() == MemoryCeiling.End.MEMORY ? "" : "≥ ") + Digits.grouped(memory.largest()),
                        memory.end() == MemoryCeiling.End.DATA
                                ? texts.say("ceilings.memory.data")
                                : texts.say(
                                        "ceilings.memory.note",
                                        "limit",
                                        memory.limit().toString())));
    }

    private static String order(double value) {
        return Digits.significant(value, 2);
    }

    private static List<String> row(Ceilings ceilings, TriedSize size) {
        double share =
                size.examplesPerSecond() / TriedSize.fastest(ceilings.sizes()).examplesPerSecond();
        return List.of(
                Digits.grouped(size.batch()),
                Digits.grouped(Math.round(size.examplesPerSecond())),
                Math.round(100 * share) + " %",
                size.peakBytes() > 0 ? new MemorySize(size.peakBytes()).toString() : "–",
                String.format(Locale.ROOT, "%.2f", ceilings.worstSlowdown(size)));
    }

    private static Figure ceilingsFigure(Ceilings ceilings, Recommendation chosen, Texts texts) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("batch", texts.say("ceilings.batch"));
        data.put("throughput", texts.say("ceilings.throughput"));
        data.put("slowdown", texts.say("ceilings.slowdown"));
        data.put("band", texts.say("ceilings.band"));
        data.put(
                "rows",
                ceilings.sizes().stream()
                        .map(size -> List.of(size.batch(), size.examplesPerSecond(), ceilings.worstSlowdown(size)))
                        .toList());
        List<Object> critical = new ArrayList<>();
        critical.add(ceilings.critical().low());
        critical.add(ceilings.critical().high());
        data.put("critical", critical);
        List<Map<String, Object>> marks = new ArrayList<>();
        marks.add(mark("batch", chosen.batch(), texts));
        marks.add(mark("knee", ceilings.knee().batch(), texts));
        if (ceilings.memory().end() == MemoryCeiling.End.MEMORY) {
            marks.add(mark("memory", ceilings.memory().largest(), texts));
        }
        marks.add(mark("data", ceilings.examples(), texts));
        data.put("marks", marks);
        return new Figure("ceilings", texts.say("ceilings.figure"), texts.say("ceilings.caption"), data);
    }

    private static Map<String, Object> mark(String kind, int batch, Texts texts) {
        return Map.of(
                "at", batch,
                "use", kind.equals("batch"),
                "name", texts.say("ceilings.mark." + kind, "value", batch));
    }

    private static Figure noiseFigure(Ceilings ceilings, Texts texts) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("step", texts.say("step"));
        data.put("scale", texts.say("noise.scale"));
        data.put("interval", texts.say("noise.interval"));
        data.put("rows", ceilings.noise().stream().map(BatchPage::point).toList());
        return new Figure("noise", texts.say("noise.title"), texts.say("noise.caption"), data);
    }

    private static List<Double> point(NoiseTrail.Window window) {
        return List.of(
                (window.first() + window.last()) / 2.0,
                window.scale().value(),
                window.scale().low(),
                window.scale().high());
    }
}
