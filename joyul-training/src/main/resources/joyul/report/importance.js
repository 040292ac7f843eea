// Bars of importance, the largest on top.
joyul.figures.importance = (data, look) => joyul.frame(look, {
  legend: { show: false },
  grid: { left: 24, right: 52, top: 8, bottom: 8, containLabel: true },
  xAxis: joyul.axis(look, "", { min: 0, axisLabel: { show: false }, splitLine: { show: false } }),
  yAxis: joyul.axis(look, "", { type: "category", data: data.names, inverse: true, axisLabel: { color: look.ink }, splitLine: { show: false } }),
  tooltip: { show: false },
  series: [{ type: "bar", data: data.shares, itemStyle: { color: look.series[0] }, barMaxWidth: 22,
    label: { show: true, position: "right", color: look.ink, formatter: (item) => (100 * item.value).toFixed(0) + " %" } }],
});
