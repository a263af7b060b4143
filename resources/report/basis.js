"use strict";

/* An element with attributes and children; texts are always text, never markup. */
function el(name, attributes, ...children) {
  const svg = ["svg", "g", "path", "text", "circle", "rect", "line", "defs", "pattern", "title"].includes(name);
  const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  for (const child of children.flat(Infinity))
    if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}

/* The class of a value between rising limits: 0 for the lowest; -1 when the value is unknown. */
function classOf(value, limits) {
  if (value === null || value === undefined) return -1;
  let found = 0;
  for (let i = 1; i < limits.length - 1; i++) if (value >= limits[i]) found = i;
  return found;
}

/* ---- the data and how it is written ---- */
const data = JSON.parse(document.getElementById("gegevens").textContent),
  t = data.t;
for (const name of ["buurten", "rotondes", "stagnation", "lines", "missing"]) {
  const {keys, rows} = data[name];
  data[name] = rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]])));
}
const labels = data.labels,
  colors = data.colors;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
const known = (value) => value !== null && value !== undefined && value !== "";
/* With a true minus; what is shown as 0 has no sign. */
const num = (value, digits = 0) =>
  known(value)
    ? value
        .toLocaleString(data.language, {minimumFractionDigits: digits, maximumFractionDigits: digits})
        .replace(/^-/, /[1-9]/.test(value.toFixed(digits)) ? "\u2212" : "")
    : t.unknown;
const pct = (value) => (known(value) ? `${num(100 * value)}%` : t.unknown);
const nameOf = (r) => r.naam || r.aanduiding || r.type_naam || r.voorziening_id;
const buurtName = (b) => b.buurtnaam || b.buurtcode;
const byCode = new Map(data.buurten.map((b, i) => [b.buurtcode, i]));
const byId = new Map(data.rotondes.map((r, i) => [r.voorziening_id, i]));
const ranked = data.buurten.filter((b) => known(b.rang)).length;
const placeName = (id, name) => name || (byId.has(id) ? nameOf(data.rotondes[byId.get(id)]) : id);
const groups = [...new Map(data.stagnation.map((s) => [s.groep, s.groep_naam || s.groep]))];
/* How much of what a group needs on foot it has not, on average: 0–1. */
const lackOf = (s) => (known(s.toegang) ? 1 - s.toegang : null);
const sure = (s) => s.status === "stagnatieplek" || s.status === "aandachtspunt";
const button = (text, action, extra) =>
  el("button", {type: "button", class: "als-link", onclick: action, ...extra}, text);
const dd = (pairs) =>
  el(
    "dl",
    {class: "feiten"},
    pairs.filter(Boolean).map(([a, b]) => el("div", {}, el("dt", {}, a), el("dd", {}, b))),
  );

/* ---- small charts ---- */
function bar(value, color, extra = []) {
  const x = (v) => 2 + 1.16 * v;
  return el(
    "svg",
    {viewBox: "0 0 120 14", class: "staaf", "aria-hidden": "true"},
    el("rect", {x: 2, y: 4, width: 116, height: 6, rx: 3, fill: "#eae6ee"}),
    known(value) ? el("rect", {x: 2, y: 4, width: Math.max(1, 1.16 * value), height: 6, rx: 3, fill: color}) : null,
    extra.map(([kind, at, to]) =>
      !known(at)
        ? null
        : kind === "square"
          ? el("rect", {x: x(at) - 4, y: 3, width: 8, height: 8, fill: "#fff", stroke: "#2b2540", "stroke-width": 1.8})
          : kind === "circle"
            ? el("circle", {cx: x(at), cy: 7, r: 4.2, fill: "#fff", stroke: "#b8481a", "stroke-width": 2})
            : known(to)
              ? el("line", {
                  x1: x(at),
                  x2: x(to),
                  y1: 7,
                  y2: 7,
                  stroke: "#2b2540",
                  "stroke-width": 2,
                  "stroke-linecap": "round",
                })
              : null,
    ),
  );
}

/* ---- tables: sortable by heading, unknown values last ---- */
function table(caption, columns, items, shown = 25, sortBy = null, up = true) {
  let all = false,
    key = sortBy,
    rising = up;
  const value = (column, item) => column.value(item);
  const rows = el("span", {class: "klein"});
  const body = el("tbody", {role: "rowgroup"}),
    more = button(
      "",
      () => {
        all = !all;
        render();
      },
      {class: "knop"},
    );
  const heads = columns.map((column, c) =>
    el(
      "th",
      {scope: "col", role: "columnheader", class: column.number ? "getal" : null},
      el(
        "button",
        {
          type: "button",
          title: fill(t.sort, {column: column.label}),
          onclick: () => {
            rising = key === c ? !rising : !column.number;
            key = c;
            render();
          },
        },
        column.label,
      ),
    ),
  );
  function render() {
    const list = items.map((item, i) => [item, i]);
    if (key !== null)
      list.sort(([a, i], [b, j]) => {
        const x = value(columns[key], a),
          y = value(columns[key], b);
        if (!known(x) || !known(y)) return known(y) - known(x) || i - j;
        return (
          (typeof x === "number" ? x - y : String(x).localeCompare(String(y), data.language, {numeric: true})) *
            (rising ? 1 : -1) || i - j
        );
      });
    heads.forEach((head, c) => {
      if (c === key) head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    body.replaceChildren(
      ...list.slice(0, all ? undefined : shown).map(([item]) =>
        el(
          "tr",
          {role: "row"},
          columns.map((column, c) => {
            const v = value(column, item),
              cell = column.show && known(v) ? column.show(v, item) : known(v) ? String(v) : t.unknown;
            return el(
              c ? "td" : "th",
              {
                scope: c ? null : "row",
                role: c ? "cell" : "rowheader",
                "data-kop": c ? column.label : null,
                class:
                  [column.number ? "getal" : column.long ? "lang" : "", known(v) ? "" : "onbekend"].join(" ").trim() ||
                  null,
              },
              cell,
            );
          }),
        ),
      ),
    );
    rows.textContent = all ? "" : fill(t.rows, {shown: num(shown), n: num(items.length)});
    more.textContent = all ? t.fewer : fill(t.all, {n: num(items.length)});
  }
  render();
  const id = `tabel${(table.count = (table.count || 0) + 1)}`;
  // On a phone a row with a long text becomes a card; the roles keep it a table for who hears it.
  return el(
    "div",
    {},
    el("p", {id, class: "bijschrift"}, caption),
    el(
      "div",
      {
        class: columns.some((column) => column.long) ? "tabel kaarten" : "tabel",
        role: "region",
        tabindex: 0,
        "aria-labelledby": id,
      },
      el(
        "table",
        {role: "table", "aria-labelledby": id},
        el("thead", {role: "rowgroup"}, el("tr", {role: "row"}, heads)),
        body,
      ),
    ),
    items.length > shown ? el("p", {class: "meer"}, more, rows) : null,
  );
}
const column = (label, value, show, number = true) => ({label, value, show, number});
const text = (label, value, show) => column(label, value, show, false);
