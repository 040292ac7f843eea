// The gradient's size layer by layer, one line for each of a few steps.
joyul.figures.deltas = (data, look) => {
  const values = data.lines.flatMap((line) => line.values).filter((value) => value > 0);
  return joyul.frame(look, {
    grid: { left: 66, right: 18, top: 38, bottom: 80 },
    xAxis: joyul.axis(look, "", { type: "category", data: data.layers, axisLabel: { color: look.quiet, rotate: 35, hideOverlap: true } }),
    yAxis: Object.assign(joyul.resultAxis(look, data.axis, values), { nameGap: 50 }),
    series: data.lines.map((line, i) => ({
      name: line.name, type: "line", data: line.values, symbol: joyul.symbols[i % joyul.symbols.length], symbolSize: 8,
      lineStyle: { color: look.series[i], width: 2 }, itemStyle: { color: look.series[i] },
    })),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.escape(item.name) + "<br>" + joyul.escape(item.seriesName) + " <b>" + joyul.number(item.value) + "</b>",
    }),
  });
};
