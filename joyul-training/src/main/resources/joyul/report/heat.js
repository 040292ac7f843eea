// A map of layer and step; values on a logarithmic scale come as their logarithms to ten.
joyul.heat = (data, look) => {
  const values = data.cells.map((cell) => cell[2]);
  const shown = (value) => joyul.tick(data.log ? Math.pow(10, value) : value);
  return joyul.frame(look, {
    legend: { show: false },
    grid: { left: 110, right: 18, top: 50, bottom: 46 },
    xAxis: joyul.axis(look, data.step, { type: "category", data: data.steps, splitLine: { show: false }, axisLabel: { color: look.quiet, hideOverlap: true } }),
    yAxis: joyul.axis(look, "", { type: "category", data: data.layers, splitLine: { show: false }, axisLabel: { color: look.quiet, hideOverlap: true } }),
    visualMap: {
      min: Math.min(...values), max: Math.max(...values) + 1e-9, calculable: false, orient: "horizontal", left: "center", top: 0,
      precision: 2, itemWidth: 12, itemHeight: 160, text: [shown(Math.max(...values)), shown(Math.min(...values))],
      textStyle: { color: look.quiet }, inRange: { color: look.dark ? look.scale.slice().reverse() : look.scale }, formatter: shown,
    },
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.escape(data.layers[item.value[1]]) + "<br>" + joyul.escape(data.step) + " " + data.steps[item.value[0]] +
        "<br>" + joyul.escape(data.measure) + " <b>" + joyul.number(data.log ? Math.pow(10, item.value[2]) : item.value[2]) + "</b>",
    }),
    series: [{ type: "heatmap", data: data.cells, emphasis: { itemStyle: { borderColor: look.ink, borderWidth: 1 } } }],
  });
};
["heat_delta", "heat_update", "heat_variance", "heat_saturated"].forEach((id) => { joyul.figures[id] = joyul.heat; });
