// The frame of the page: look, data and what several figures share. Each figure adds one function to `figures`.
"use strict";
const joyul = {
  figures: {},
  charts: [],

  data(id) {
    const element = document.getElementById("data-" + id);
    return element ? JSON.parse(element.textContent) : null;
  },

  /**
   * Colours of the theme that the reader prefers, and of paper for printing; the series' are Okabe and Ito's, told apart by
   * colour-blind eyes.
   */
  look(printing) {
    const paper = { "--ink": "#000", "--quiet": "#444", "--line": "#ccc", "--paper": "#fff", "--accent": "#0b6e6e", "--warning": "#a8321f" };
    const style = getComputedStyle(document.documentElement);
    const read = (name) => printing ? paper[name] : style.getPropertyValue(name).trim();
    const dark = !printing && matchMedia("(prefers-color-scheme: dark)").matches;
    return {
      dark,
      ink: read("--ink"), quiet: read("--quiet"), line: read("--line"), paper: read("--paper"),
      accent: read("--accent"), warning: read("--warning"),
      series: dark ? ["#56b4e9", "#e69f00", "#2fbf8f", "#e39ac4", "#f0e442"] : ["#0072b2", "#c77400", "#008a64", "#b3528a", "#8a7a00"],
      // Good to bad, even in lightness.
      scale: dark ? ["#fde725", "#5ec962", "#21918c", "#3b6ea5", "#5b4a8a"] : ["#2d0a4e", "#3b528b", "#21918c", "#5ec962", "#dccb1a"],
    };
  },

  symbols: ["circle", "rect", "triangle", "diamond", "pin"],

  escape(text) {
    return String(text).replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");
  },

  /** A number for people: four significant digits. */
  number(value) {
    if (value === null || value === undefined) return "–";
    if (value === 0) return "0";
    const size = Math.abs(value);
    return size < 1e-4 || size >= 1e7 ? value.toExponential(2).replace("e+", "e") : String(Number(value.toPrecision(4)));
  },

  tick(value) {
    if (value === 0) return "0";
    const size = Math.abs(value);
    return size < 1e-3 || size >= 1e6 ? value.toExponential(0).replace("e+", "e") : String(Number(value.toPrecision(3)));
  },

  /** The tooltip of a trial: its parameters, then lines of the figure's own. */
  trial(number, more) {
    const lines = (joyul.trials[number] || []).concat(more || []);
    return lines.map(([name, value], i) => {
      const line = joyul.escape(name) + " <b>" + joyul.escape(value) + "</b>";
      return i === 0 ? line : "<br>" + line;
    }).join("");
  },

  /** A value axis in the page's look. */
  axis(look, name, more) {
    return Object.assign({
      type: "value", name, nameLocation: "middle", nameGap: 30, scale: true,
      nameTextStyle: { color: look.quiet, fontSize: 12 },
      axisLabel: { color: look.quiet, hideOverlap: true, formatter: joyul.tick },
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { lineStyle: { color: look.line } },
      splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    }, more || {});
  },

  /** A logarithmic axis that ends where the values do; they must be positive. */
  logAxis(look, name, base, values, more) {
    const positive = values.filter((value) => value > 0);
    const low = Math.min(...positive), high = Math.max(...positive);
    const room = base === 2 ? Math.SQRT2 : 1.2;
    return joyul.axis(look, name, Object.assign({ type: "log", logBase: base, min: low / room, max: high * room }, more || {},
      { axisLabel: Object.assign({ color: look.quiet, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: joyul.tick }, (more || {}).axisLabel || {}) }));
  },

  /** An axis of results: logarithmic where they are positive and spread wide. */
  resultAxis(look, name, values) {
    const low = Math.min(...values), high = Math.max(...values);
    const axis = low > 0 && high / low > 4 ? joyul.logAxis(look, name, high / low > 30 ? 10 : 2, values) : joyul.axis(look, name);
    return Object.assign(axis, { nameGap: 42 });
  },

  frame(look, more) {
    return Object.assign({
      animation: false,
      backgroundColor: "transparent",
      color: look.series,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: look.ink },
      tooltip: { trigger: "item", confine: true, backgroundColor: look.paper, borderColor: look.line, textStyle: { color: look.ink, fontSize: 12 } },
      legend: { top: 0, type: "scroll", textStyle: { color: look.ink }, inactiveColor: look.quiet, pageTextStyle: { color: look.quiet }, pageIconColor: look.ink },
      grid: { left: 58, right: 18, top: 38, bottom: 46 },
    }, more);
  },
};
