// Draws the figures, in the reader's theme and width; sorts the table; copies the recipe.
(() => {
  joyul.trials = joyul.data("trials") || {};

  /** Lets a legend that is longer than its figure is wide take more lines, and moves the plot down by them. */
  const fit = (option, width) => {
    const legend = option.legend;
    if (!legend || legend.show === false || legend.orient === "vertical" || !option.grid) return;
    const names = [...new Set(option.series.map((series) => series.name).filter((name) => name))];
    let lines = 1, used = 0;
    names.forEach((name) => {
      const room = 34 + [...name].reduce((sum, sign) => sum + (sign > "\u1100" ? 12 : 6.8), 0);
      if (used > 0 && used + room > width - 10) {
        lines++;
        used = 0;
      }
      used += room;
    });
    if (lines > 1 && lines < 6) {
      legend.type = "plain";
      option.grid.top += 22 * (lines - 1);
    }
  };

  const draw = (printing) => {
    joyul.charts.forEach((chart) => chart.dispose());
    const look = joyul.look(printing);
    joyul.charts = Object.keys(joyul.figures).filter((id) => document.getElementById(id)).map((id) => {
      // First the option: a figure may set its height.
      const option = joyul.figures[id](joyul.data(id), look);
      fit(option, document.getElementById(id).clientWidth);
      const chart = echarts.init(document.getElementById(id), null, { renderer: "svg" });
      chart.setOption(option);
      if (printing) {
        // The paper's columns are not known yet: the style scales the drawing to them.
        chart.getDom().querySelector("svg").setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
      }
      return chart;
    });
  };
  draw(false);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(false));
  const resize = () => joyul.charts.forEach((chart) => chart.resize());
  addEventListener("resize", resize);
  addEventListener("beforeprint", () => draw(true));
  addEventListener("afterprint", () => draw(false));

  document.querySelectorAll("table.sortable").forEach((table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      const number = head.classList.contains("number");
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.key;
      const body = table.tBodies[0];
      [...body.rows].sort((a, b) => {
        if (key(a) === "" || key(b) === "") return (key(a) === "") - (key(b) === "");
        const order = number ? Number(key(a)) - Number(key(b)) : key(a).localeCompare(key(b));
        return down ? -order : order;
      }).forEach((row) => body.append(row));
    }));
  });

  document.querySelectorAll("[data-copy]").forEach((button) => {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch {
        // A file: page may lack the clipboard; a selection can always be copied by hand.
        getSelection().selectAllChildren(source);
        document.execCommand("copy");
      }
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 1500);
    });
  });
})();
