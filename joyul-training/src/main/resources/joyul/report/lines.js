// Curves of runs over each other: thin ones of single batches, dashed ones of training, full ones of what is judged.
joyul.lines = (data, look) => {
  const styles = { thin: { width: 1, opacity: 0.45 }, dashed: { width: 2, type: "dashed" }, full: { width: 2.5 } };
  const values = data.lines.flatMap((line) => line.points.map((point) => point[1])).filter((value) => value !== null);
  // One run that leaps to 1e30 leaves through the top: it must not flatten what is compared with it.
  const begun = Math.max(...data.lines.map((line) => line.points[0][1]).filter((value) => value !== null));
  const shown = data.lines.length > 1 && begun > 0 ? values.map((value) => Math.min(value, 30 * begun)) : values;
  const end = Math.max(...data.lines.flatMap((line) => line.points.map((point) => point[0])));
  return joyul.frame(look, {
    grid: { left: 62, right: 18, top: data.lines.length > 1 ? 38 : 16, bottom: 46 },
    legend: Object.assign(joyul.frame(look, {}).legend, { show: data.lines.length > 1 }),
    xAxis: joyul.axis(look, data.x, { scale: false, max: end > 60 ? undefined : "dataMax" }),
    yAxis: Object.assign(data.result ? joyul.resultAxis(look, data.y, shown) : joyul.axis(look, data.y, { scale: data.scale }), { nameGap: 46 }),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      trigger: "axis",
      formatter: (items) => joyul.escape(data.x) + " " + joyul.number(items[0].value[0]) + items.map((item) =>
        "<br>" + item.marker + joyul.escape(item.seriesName) + ": <b>" + joyul.number(item.value[1]) + "</b>").join(""),
    }),
    series: data.lines.map((line) => {
      const color = line.color < 0 ? look.quiet : look.series[line.color % look.series.length];
      const symbol = line.color < 0 ? "none" : joyul.symbols[line.color % joyul.symbols.length];
      return {
        name: line.name, type: "line", data: line.points, symbol, symbolSize: 7, showSymbol: line.points.length <= 60,
        lineStyle: Object.assign({ color }, styles[line.style]), itemStyle: { color },
      };
    }),
  });
};
["losses", "progress", "training", "metric", "rates"].forEach((id) => { joyul.figures[id] = joyul.lines; });
