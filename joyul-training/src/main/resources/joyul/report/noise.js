// The noise scale along a run, with its bootstrap intervals as a band.
joyul.figures.noise = (data, look) => {
  const known = data.rows.filter((row) => row[1] !== null && row[1] > 0);
  const highest = Math.max(...known.flatMap((row) => [row[1], row[3] || 0]));
  const lowest = Math.min(...known.flatMap((row) => [row[1], row[2] > 0 ? row[2] : row[1]]));
  const lower = known.map((row) => [row[0], Math.max(row[2], lowest)]);
  const upper = known.map((row) => [row[0], row[3] === null ? highest : row[3]]);
  const band = lower.concat(upper.reverse());
  return joyul.frame(look, {
    xAxis: joyul.axis(look, data.step, { scale: false }),
    yAxis: joyul.logAxis(look, data.scale, 10, [lowest, highest], { nameGap: 46 }),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.escape(data.step) + " " + joyul.number(item.value[0]) + ": <b>" + joyul.number(item.value[1]) + "</b>",
    }),
    series: [
      {
        name: data.interval, type: "custom", data: [0], silent: true, clip: true, itemStyle: { color: look.series[0] },
        renderItem: (_, api) => ({ type: "polygon", shape: { points: band.map((point) => api.coord(point)) }, style: { fill: look.series[0], opacity: 0.18 } }),
      },
      { name: data.scale, type: "line", symbolSize: 7, data: known.map((row) => [row[0], row[1]]), lineStyle: { width: 2.5 } },
    ],
  });
};
