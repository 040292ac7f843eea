// The learning rate over the winner's run.
joyul.figures.schedule = (data, look) => joyul.frame(look, {
  legend: { show: false },
  grid: { left: 62, right: 18, top: 16, bottom: 46 },
  xAxis: joyul.axis(look, data.epoch, { scale: false, max: "dataMax" }),
  yAxis: joyul.axis(look, data.rate, { scale: false, nameGap: 46 }),
  tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
    trigger: "axis",
    formatter: (items) => joyul.escape(data.epoch) + " " + joyul.number(items[0].value[0]) + ": <b>" + joyul.number(items[0].value[1]) + "</b>",
  }),
  series: [{ type: "line", data: data.points, showSymbol: false, lineStyle: { color: look.series[0], width: 2.5 }, itemStyle: { color: look.series[0] },
    areaStyle: { color: look.series[0], opacity: 0.1 } }],
});
