// Candidates behind the winner, each with its paired standard error.
joyul.figures.confirmed = (data, look) => {
  const rows = data.behind.map((behind, i) => [behind, i, data.errors[i] || 0, data.losses[i]]);
  const bars = (_, api) => {
    const [behind, row, error] = [api.value(0), api.value(1), api.value(2)];
    const left = api.coord([behind - error, row]), right = api.coord([behind + error, row]);
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: look.series[0], lineWidth: 2 } });
    return { type: "group", children: [
      line(left[0], left[1], right[0], right[1]),
      line(left[0], left[1] - 6, left[0], left[1] + 6),
      line(right[0], right[1] - 6, right[0], right[1] + 6),
    ] };
  };
  const ends = rows.flatMap((row) => [row[0] - row[2], row[0] + row[2]]).concat([0]);
  const room = (Math.max(...ends) - Math.min(...ends)) * 0.08 || 1e-6;
  return joyul.frame(look, {
    legend: { show: false },
    grid: { left: 24, right: 24, top: 12, bottom: 40, containLabel: true },
    xAxis: joyul.axis(look, data.axis, { min: Math.min(...ends) - room, max: Math.max(...ends) + room,
      axisLabel: { color: look.quiet, hideOverlap: true, formatter: joyul.tick, showMinLabel: false, showMaxLabel: false } }),
    yAxis: joyul.axis(look, "", { type: "category", data: data.names, inverse: true, axisLabel: { color: look.ink } }),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.escape(data.names[item.value[1]]) + "<br>" + joyul.escape(data.measure) + " <b>" + joyul.number(item.value[3])
        + "</b><br>" + joyul.number(item.value[0]) + " ± " + joyul.number(item.value[2]),
    }),
    series: [
      { type: "custom", renderItem: bars, data: rows, silent: true, encode: { x: [0], y: 1 } },
      { type: "scatter", data: rows, symbolSize: 11, itemStyle: { color: look.series[0] },
        markLine: { silent: true, symbol: "none", lineStyle: { color: look.quiet, type: "dashed" }, label: { show: false }, data: [{ xAxis: 0 }] } },
    ],
  });
};
