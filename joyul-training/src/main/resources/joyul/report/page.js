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
      dark, narrow: innerWidth < 600,
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

  /** The ticks of a logarithmic axis: 1, 2, 5 times powers of ten, or powers of two; fewer where the range is wide. */
  logTicks(base, low, high, most) {
    const from = Math.floor(Math.log(low) / Math.log(base)) - 1, to = Math.ceil(Math.log(high) / Math.log(base)) + 1;
    const sets = base === 10 ? [[1, 2, 5], [1, 3], [1]] : [[1]];
    const ticks = (factors, stride) => {
      const found = [];
      for (let power = Math.ceil(from / stride) * stride; power <= to; power += stride) {
        factors.forEach((factor) => found.push(Number((factor * Math.pow(base, power)).toPrecision(12))));
      }
      return found.filter((value) => value >= low && value <= high);
    };
    for (const factors of sets) {
      const found = ticks(factors, 1);
      if (found.length <= most) return found;
    }
    for (let stride = 2; ; stride++) {
      const found = ticks([1], stride);
      if (found.length <= most) return found;
    }
  },

  /**
   * A logarithmic axis that ends where the values do; they must be positive. Its ticks are its own: the library's stand at
   * powers of the base alone, of which a short range has one or none.
   */
  logAxis(look, name, base, values, more) {
    const positive = values.filter((value) => value > 0);
    const room = base === 2 ? Math.SQRT2 : 1.2;
    const low = (more || {}).min || Math.min(...positive) / room, high = (more || {}).max || Math.max(...positive) * room;
    let ticks = joyul.logTicks(base, low, high, look.narrow ? 5 : 9);
    if (ticks.length < 3 && base === 10) ticks = joyul.roundTicks(low, high);
    return joyul.axis(look, name, Object.assign({ type: "log", logBase: base, min: low, max: high }, more || {}, {
      axisTick: { lineStyle: { color: look.line }, customValues: ticks },
      axisLabel: Object.assign({ color: look.quiet, hideOverlap: true, formatter: joyul.tick, customValues: ticks }, (more || {}).axisLabel || {}),
    }));
  },

  /** Round numbers at equal distances, three to six of them: for an axis that is logarithmic over less than a decade. */
  roundTicks(low, high) {
    const power = Math.pow(10, Math.floor(Math.log10((high - low) / 3)));
    const step = [5, 2, 1].map((factor) => factor * power).find((each) => (high - low) / each >= 3) || power;
    const found = [];
    for (let count = Math.ceil(low / step); count * step <= high; count++) found.push(Number((count * step).toPrecision(12)));
    return found;
  },

  /** An axis of results: logarithmic where they are positive and spread wide. */
  resultAxis(look, name, values) {
    const low = Math.min(...values), high = Math.max(...values);
    const axis = low > 0 && high / low > 4 ? joyul.logAxis(look, name, 10, values) : joyul.axis(look, name);
    return Object.assign(axis, { nameGap: 42 });
  },

  /** Names of a legend whose symbols are grey, where the colour of the points means something else. */
  greyNames(look, names) {
    return names.map((name) => ({ name, itemStyle: { color: look.quiet } }));
  },

  frame(look, more) {
    return Object.assign({
      animation: false,
      backgroundColor: "transparent",
      color: look.series,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: look.ink },
      tooltip: { trigger: "item", confine: true, backgroundColor: look.paper, borderColor: look.line, textStyle: { color: look.ink, fontSize: 12 } },
      legend: { top: 0, type: "scroll", itemWidth: 18, itemHeight: 12, textStyle: { color: look.ink }, inactiveColor: look.quiet, pageTextStyle: { color: look.quiet }, pageIconColor: look.ink },
      grid: { left: 58, right: 18, top: 38, bottom: 46 },
    }, more);
  },
};
