package joyul.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import joyul.explain.Diagnosis;
import joyul.explain.Digits;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;
import joyul.explain.Phrase;
import joyul.explain.Texts;

/** Everything that the template of a diagnosis puts on the page. */
record DiagnosisPage(
        Texts texts,
        String title,
        String subtitle,
        List<Advice> findings,
        List<Figure> figures,
        List<String> columns,
        List<List<String>> rows) {
    static DiagnosisPage of(Diagnosis diagnosis, Texts texts) {
        List<String> columns = Stream.of(
                        "layer",
                        "activation",
                        "start",
                        "end",
                        "gradient",
                        "mean",
                        "variance",
                        "saturated",
                        "dead",
                        "update",
                        "expected")
                .map(name -> texts.say("diagnosis.column." + name))
                .toList();
        List<List<String>> rows = diagnosis.layers().stream()
                .filter(layer -> !layer.readings().isEmpty())
                .map(DiagnosisPage::row)
                .toList();
        return new DiagnosisPage(
                texts,
                texts.say(new Phrase("diagnosis.title", diagnosis.facts())),
                texts.say(new Phrase("diagnosis.subtitle", diagnosis.facts())),
                Advice.of(diagnosis.findings(), texts),
                figures(diagnosis, texts),
                columns,
                rows);
    }

    private static List<Figure> figures(Diagnosis diagnosis, Texts texts) {
        List<Figure> figures = new ArrayList<>();
        RunFigures.of(diagnosis.run(), true, texts).losses().ifPresent(figures::add);
        if (diagnosis.layers().stream().anyMatch(layer -> layer.readings().isEmpty())) {
            return figures;
        }
        DeltaFigure.of(diagnosis, texts).ifPresent(figures::add);
        HeatFigure.of(HeatFigure.Measure.DELTA, diagnosis, texts).ifPresent(figures::add);
        HeatFigure.of(HeatFigure.Measure.UPDATE, diagnosis, texts).ifPresent(figures::add);
        HeatFigure.of(HeatFigure.Measure.VARIANCE, diagnosis, texts).ifPresent(figures::add);
        HeatFigure.of(HeatFigure.Measure.SATURATED, diagnosis, texts).ifPresent(figures::add);
        return figures;
    }

    private static List<String> row(LayerHistory layer) {
        LayerReading first = layer.readings().get(0);
        LayerReading last = layer.readings().get(layer.readings().size() - 1);
        return List.of(
                layer.label(),
                layer.activation(),
                number(first.delta()),
                number(last.delta()),
                number(last.gradient()),
                number(last.mean()),
                number(last.variance()),
                percent(last.saturated()),
                percent(layer.dead()),
                number(last.update()),
                number(last.expected()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Digits.significant(value, 3);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
