// Schedules over each other: the rate in force during each step.
joyul.figures.schedules = (data, look) => joyul.frame(look, {
  grid: { left: 66, right: 18, top: 44 + 18 * data.curves.length, bottom: 76 },
  legend: { top: 0, orient: "vertical", left: 8, textStyle: { color: look.ink, width: 900, overflow: "truncate" }, inactiveColor: look.quiet },
  xAxis: joyul.axis(look, data.step, { scale: false, max: "dataMax" }),
  yAxis: joyul.axis(look, data.rate, { scale: false, nameGap: 50 }),
  dataZoom: [{ type: "inside" }, { type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "shift" }, { type: "slider", bottom: 8, height: 22 }],
  tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
    trigger: "axis",
    formatter: (items) => joyul.escape(data.step) + " " + items[0].value[0] + items.map((item) =>
      "<br>" + item.marker + joyul.escape(item.seriesName) + ": <b>" + joyul.number(item.value[1]) + "</b>").join(""),
  }),
  series: data.curves.map((curve, i) => ({
    type: "line", name: curve.name, data: curve.points, showSymbol: false, step: curve.points.length <= 400 ? "end" : false,
    lineStyle: { width: 2.2, type: ["solid", "dashed", "dotted"][Math.floor(i / look.series.length) % 3] },
  })),
});
