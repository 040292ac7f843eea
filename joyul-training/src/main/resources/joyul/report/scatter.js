// Trials over two parameters, coloured by result.
joyul.figures.scatter = (data, look) => {
  const all = data.groups.flatMap((group) => group.points).concat(data.lost);
  const axis = (side, index) => side.log
    ? joyul.logAxis(look, side.name, side.base, all.map((point) => point[index]))
    : joyul.axis(look, side.name);
  const scale = data.smallBetter ? look.scale : look.scale.slice().reverse();
  const series = data.groups.map((group, i) => ({
    name: group.name, type: "scatter", symbol: joyul.symbols[i % joyul.symbols.length], symbolSize: 12,
    data: group.points, itemStyle: { borderColor: look.paper, borderWidth: 0.5 },
  }));
  if (data.lost.length) {
    series.push({
      name: data.lostName, type: "scatter", data: data.lost, symbolSize: 11,
      symbol: "path://M0,2L2,0L6,4L10,0L12,2L8,6L12,10L10,12L6,8L2,12L0,10L4,6Z", itemStyle: { color: look.warning },
    });
  }
  if (data.winner.length) {
    series.push({
      name: data.winnerName, type: "scatter", data: [data.winner], symbol: "circle", symbolSize: 24, silent: true,
      itemStyle: { color: "transparent", borderColor: look.accent, borderWidth: 2.5 },
    });
  }
  const names = joyul.greyNames(look, data.groups.map((group) => group.name)).concat(
    data.lost.length ? [data.lostName] : [], data.winner.length ? [data.winnerName] : []);
  const frame = joyul.frame(look, {});
  return joyul.frame(look, {
    legend: Object.assign(frame.legend, { data: names }),
    grid: { left: 58, right: 84, top: 38, bottom: 46 },
    xAxis: axis(data.x, 0),
    yAxis: Object.assign(axis(data.y, 1), { nameGap: 42 }),
    visualMap: {
      type: "continuous", dimension: 2, seriesIndex: data.groups.map((_, i) => i), min: data.range[0], max: data.range[1],
      inRange: { color: scale }, outOfRange: { color: scale }, right: 0, top: "middle", itemHeight: 130, itemWidth: 14,
      text: [(data.smallBetter ? "≥ " : "") + joyul.tick(data.range[1]), (data.smallBetter ? "" : "≤ ") + joyul.tick(data.range[0])], textStyle: { color: look.quiet }, calculable: false,
    },
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.trial(item.value[3], item.value[2] === null ? [] : [[data.measure, joyul.number(item.value[2])]]),
    }),
    series,
  });
};
