// Learning curves: many thin lines, and the winner's in front.
joyul.figures.curves = (data, look) => {
  const series = data.others.map((other) => ({
    name: data.othersName, type: "line", data: other.points, symbol: "circle", symbolSize: 3, showSymbol: other.points.length < 2,
    lineStyle: { color: look.quiet, width: 1, opacity: 0.4 }, itemStyle: { color: look.quiet, opacity: 0.6 }, trial: other.trial,
  }));
  if (data.train.length) {
    series.push({ name: data.trainName, type: "line", data: data.train, showSymbol: false,
      lineStyle: { color: look.series[0], width: 2, type: "dashed" }, itemStyle: { color: look.series[0] } });
  }
  if (data.winner.length) {
    series.push({ name: data.winnerName, type: "line", data: data.winner, symbolSize: 6,
      lineStyle: { color: look.series[0], width: 3 }, itemStyle: { color: look.series[0] } });
  }
  const values = data.others.flatMap((other) => other.points).concat(data.train, data.winner).map((point) => point[1]).filter((v) => v !== null);
  return joyul.frame(look, {
    xAxis: joyul.axis(look, data.epoch, { minInterval: 1, max: "dataMax" }),
    yAxis: joyul.resultAxis(look, data.measure, values),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.escape(item.seriesName) + "<br>" + joyul.escape(data.epoch) + " " + item.value[0] + ": <b>" + joyul.number(item.value[1]) + "</b>",
    }),
    series,
  });
};
