// Results in the order of trials, with the best so far as steps.
joyul.figures.history = (data, look) => {
  const values = data.rungs.flatMap((rung) => rung.points.map((point) => point[1]));
  const top = Math.max(...values);
  const series = data.rungs.flatMap((rung, i) => [
    { name: rung.name, type: "scatter", data: rung.points, symbolSize: 8, symbol: joyul.symbols[i], itemStyle: { color: look.series[i], opacity: 0.75 } },
    { name: rung.bestName, type: "line", step: "end", data: rung.best, showSymbol: false, silent: true,
      lineStyle: { color: look.series[i], width: 2 }, itemStyle: { color: look.series[i] } },
  ]);
  if (data.lost.length) {
    series.push({
      name: data.lostName, type: "scatter", data: data.lost.map((number) => [number, top]), symbolSize: 10,
      symbol: "path://M0,2L2,0L6,4L10,0L12,2L8,6L12,10L10,12L6,8L2,12L0,10L4,6Z", itemStyle: { color: look.warning },
    });
  }
  return joyul.frame(look, {
    xAxis: joyul.axis(look, data.trial, { scale: false, minInterval: 1, max: "dataMax" }),
    yAxis: joyul.resultAxis(look, data.measure, values),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.trial(item.value[0], item.seriesName === data.lostName ? [] : [[item.seriesName, joyul.number(item.value[1])]]),
    }),
    series,
  });
};
