// Every trial as a line through its values.
joyul.figures.parallel = (data, look) => {
  const last = data.axes.length - 1;
  const results = data.lines.map((line) => line[last]).filter((value) => value !== null).sort((a, b) => a - b);
  const cut = (share) => results[Math.floor((results.length - 1) * share)];
  const range = data.smallBetter ? [results[0], cut(0.8)] : [cut(0.2), results[results.length - 1]];
  // On a phone the axes lie on top of each other, each with its name above it.
  const narrow = document.getElementById("parallel").clientWidth < 600;
  if (narrow) document.getElementById("parallel").style.height = 30 + 68 * data.axes.length + "px";
  const axes = data.axes.map((axis, dim) => {
    const numbers = data.lines.map((line) => line[dim]).filter((value) => typeof value === "number");
    const common = {
      dim, name: narrow ? axis.name : axis.name.replace(" (", "\n("), nameLocation: narrow !== (dim === last && data.smallBetter) ? "start" : "end",
      nameGap: narrow ? 0 : 15, nameTextStyle: { color: look.ink, fontSize: 12, fontWeight: narrow ? "bold" : "normal", textBorderColor: look.paper, textBorderWidth: 3,
        align: narrow ? "left" : "center", verticalAlign: narrow ? "bottom" : undefined, padding: narrow ? [0, 0, 8, 0] : 0 },
      axisLabel: { color: look.ink, fontSize: 11, textBorderColor: look.paper, textBorderWidth: 3, formatter: axis.choices.length ? undefined : joyul.tick, hideOverlap: true },
      axisLine: { lineStyle: { color: look.quiet } }, axisTick: { lineStyle: { color: look.quiet } },
    };
    if (axis.choices.length) {
      if (narrow) Object.assign(common.axisLabel, { interval: 0, hideOverlap: false, fontSize: 10, width: 270 / axis.choices.length, overflow: "breakAll" });
      return Object.assign(common, { type: "category", data: axis.choices });
    }
    if (axis.log && numbers.every((value) => value > 0)) {
      const low = Math.min(...numbers), high = Math.max(...numbers);
      const ticks = joyul.logTicks(axis.base, low, high, 7);
      common.axisLabel.customValues = common.axisTick.customValues = ticks.length < 2 ? joyul.roundTicks(low, high) : ticks;
      return Object.assign(common, { type: "log", logBase: axis.base, min: low, max: high });
    }
    return Object.assign(common, { type: "value", scale: true, inverse: dim === last && data.smallBetter });
  });
  const lines = data.lines.map((line, i) => ({
    value: line.map((value) => (value === null ? "-" : value)), trial: data.trials[i],
    lineStyle: data.trials[i] === data.best ? { width: 4, opacity: 1 } : { width: 1.3, opacity: 0.55 },
  }));
  const scale = data.smallBetter ? look.scale : look.scale.slice().reverse();
  return joyul.frame(look, {
    legend: { show: false },
    parallel: narrow ? { left: 14, right: 22, top: 40, bottom: 30, layout: "vertical" } : { left: 40, right: 60, top: 52, bottom: 24, layout: "horizontal" },
    parallelAxis: axes,
    visualMap: { show: false, type: "continuous", dimension: last, min: range[0], max: range[1], inRange: { color: scale }, outOfRange: { color: scale } },
    tooltip: Object.assign(joyul.frame(look, {}).tooltip, {
      formatter: (item) => joyul.trial(item.data.trial, [[data.axes[last].name, joyul.number(item.data.value[last])]]),
    }),
    series: [{ type: "parallel", data: lines, smooth: false, inactiveOpacity: 0.06 }],
  });
};
