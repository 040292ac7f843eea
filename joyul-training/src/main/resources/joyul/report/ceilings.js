// Throughput and time to the same loss over the batch size, with all ceilings as lines and the critical batch as a band.
joyul.figures.ceilings = (data, look) => {
  const places = data.rows.map((row) => row[0]).concat(data.marks.map((mark) => mark.at), [data.critical[0]]);
  const low = Math.min(...places) / Math.SQRT2, high = Math.max(...places) * Math.SQRT2;
  const inside = (value) => Math.min(high, Math.max(low, value === null ? high : value));
  const line = (mark) => ({
    xAxis: mark.at, lineStyle: { color: mark.use ? look.accent : look.quiet, width: mark.use ? 2.5 : 1.2, type: mark.use ? "solid" : "dashed" },
    label: { formatter: mark.name, position: "insideEndTop", textBorderColor: look.paper, textBorderWidth: 3, color: mark.use ? look.accent : look.quiet, fontWeight: mark.use ? "bold" : "normal" },
  });
  // What stands at the same size is one line with all its names.
  const marks = [];
  data.marks.forEach((mark) => {
    const same = marks.find((other) => other.at === mark.at);
    if (same) same.name += ", " + mark.name;
    else marks.push(Object.assign({}, mark));
  });
  return joyul.frame(look, {
    grid: { left: 68, right: 62, top: 44, bottom: 46 },
    xAxis: joyul.logAxis(look, data.batch, 2, places, { axisLabel: { formatter: String } }),
    yAxis: [
      joyul.axis(look, data.throughput, { scale: false, nameGap: 50 }),
      joyul.axis(look, data.slowdown, { min: 1, max: (range) => Math.max(1.5, Math.ceil(2 * range.max) / 2), nameGap: 40, splitLine: { show: false } }),
    ],
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      trigger: "axis",
      formatter: (items) => joyul.escape(data.batch) + " <b>" + items[0].value[0] + "</b>"
        + items.map((item) => "<br>" + joyul.escape(item.seriesName) + " <b>" + joyul.number(item.value[1]) + "</b>").join(""),
    }),
    series: [
      {
        name: data.throughput, type: "line", symbol: "circle", symbolSize: 8, data: data.rows.map((row) => [row[0], row[1]]),
        markArea: { silent: true, itemStyle: { color: look.series[1], opacity: 0.14 }, emphasis: { disabled: true },
          label: { show: true, position: "insideBottom", color: look.quiet, formatter: data.band },
          data: [[{ xAxis: inside(data.critical[0]) }, { xAxis: inside(data.critical[1]) }]] },
        markLine: { silent: true, symbol: "none", data: marks.map(line) },
      },
      { name: data.slowdown, type: "line", yAxisIndex: 1, symbol: "rect", symbolSize: 7, data: data.rows.map((row) => [row[0], row[2]]) },
    ],
  });
};
