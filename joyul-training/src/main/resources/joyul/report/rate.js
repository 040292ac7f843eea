// Result over learning rate, with the fitted parabola and its error band as a polygon.
joyul.figures.rate = (data, look) => {
  const series = data.groups.map((group, i) => ({
    name: group.name, type: "scatter", symbol: joyul.symbols[i % joyul.symbols.length], symbolSize: 9,
    data: group.points, itemStyle: { color: look.series[i], opacity: 0.85 },
  }));
  const losses = data.groups.flatMap((group) => group.points.map((point) => point[1]));
  if (data.fit) {
    const band = data.fit.map((row) => [row[0], row[2]]).concat(data.fit.slice().reverse().map((row) => [row[0], row[3]]));
    series.unshift({
      name: data.fitName, type: "custom", data: [0], silent: true, clip: true, itemStyle: { color: look.quiet },
      renderItem: (_, api) => ({
        type: "polygon", shape: { points: band.map((point) => api.coord(point)) }, style: { fill: look.quiet, opacity: 0.18 },
      }),
    }, {
      name: data.fitName, type: "line", showSymbol: false, silent: true, data: data.fit.map((row) => [row[0], row[1]]),
      lineStyle: { color: look.quiet, width: 2 }, itemStyle: { color: look.quiet },
      markArea: { silent: true, itemStyle: { color: look.accent, opacity: 0.14 }, data: [[{ xAxis: data.interval[0] }, { xAxis: data.interval[1] }]],
        label: { show: true, position: "insideTop", color: look.accent, formatter: data.intervalName } , emphasis: { disabled: true } },
    });
    data.fit.forEach((row) => losses.push(row[1]));
  }
  return joyul.frame(look, {
    xAxis: joyul.logAxis(look, data.x, 10, data.groups.flatMap((group) => group.points.map((point) => point[0]))),
    yAxis: joyul.resultAxis(look, data.measure, losses),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.trial(item.value[2], [[data.measure, joyul.number(item.value[1])]]),
    }),
    series,
  });
};
