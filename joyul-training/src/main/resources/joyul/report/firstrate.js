// Losses over the learning rate: the sweep, the short runs, the interval and the rate to use.
joyul.figures.first_rate = (data, look) => {
  const rates = data.sweep.concat(data.races).map((point) => point[0]).concat(data.lost, data.interval);
  const losses = data.sweep.concat(data.races).map((point) => point[1]).filter((loss) => loss > 0);
  const top = Math.max(...losses);
  const series = [
    {
      name: data.sweepName, type: "line", data: data.sweep, symbol: "none", lineStyle: { color: look.quiet, width: 1.5 }, itemStyle: { color: look.quiet },
      markArea: { silent: true, itemStyle: { color: look.accent, opacity: 0.14 }, emphasis: { disabled: true }, label: { show: false },
        data: [[{ xAxis: data.interval[0] }, { xAxis: data.interval[1] }]] },
      markLine: { silent: true, symbol: "none", lineStyle: { color: look.accent, width: 2.5, type: "solid" },
        label: { formatter: data.useName, position: "end", color: look.accent, fontWeight: "bold" }, data: [{ xAxis: data.use }] },
    },
    { name: data.racesName, type: "scatter", data: data.races, symbolSize: 11, itemStyle: { color: look.series[0] } },
  ];
  if (data.lost.length) {
    series.push({
      name: data.lostName, type: "scatter", data: data.lost.map((rate) => [rate, top]), symbolSize: 11,
      symbol: "path://M0,2L2,0L6,4L10,0L12,2L8,6L12,10L10,12L6,8L2,12L0,10L4,6Z", itemStyle: { color: look.warning },
    });
  }
  return joyul.frame(look, {
    grid: { left: 62, right: 24, top: 58, bottom: 46 },
    xAxis: joyul.logAxis(look, data.x, 10, rates),
    yAxis: Object.assign(joyul.resultAxis(look, data.y, losses), { nameGap: 46 }),
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.escape(item.seriesName) + "<br>" + joyul.escape(data.x) + " <b>" + joyul.number(item.value[0]) + "</b>"
        + (item.seriesName === data.lostName ? "" : "<br>" + joyul.escape(data.y) + " <b>" + joyul.number(item.value[1]) + "</b>")
        + (item.value.length > 2 ? "<br>" + joyul.escape(data.steps) + " <b>" + item.value[2] + "</b>" : ""),
    }),
    series,
  });
};
