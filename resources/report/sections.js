/* ---- the sections ---- */
const section = (id, title, ...children) =>
  el("section", {id, "aria-labelledby": `${id}-kop`}, el("h2", {id: `${id}-kop`}, title), ...children);
const scoreColumns = data.tree
  .filter(([name]) => has(name))
  .map(([name, depth]) =>
    column(
      labels[name],
      (b) => b[name],
      (v) => (depth ? num(v) : el("strong", {}, num(v))),
    ),
  );
// The highest first; those without an index stand at the end, they are not left out.
const compared = has("verbondenheid")
  ? [...data.buurten].sort((a, b) => (b.verbondenheid ?? -1) - (a.verbondenheid ?? -1))
  : [];
const indexOf = (b) => data.buurten.indexOf(b);
const name = (b) => go("buurt", indexOf(b), buurtName(b));
const controls = el(
  "details",
  {class: "bediening", open: innerWidth >= 760},
  el("summary", {}, t.layers),
  el("div", {class: "veld"}, el("label", {for: "vlakken"}, t.colour), choice),
  el("fieldset", {}, el("legend", {}, t.show), boxes),
  el("h3", {class: "verborgen"}, t.legend),
  legend,
);
const zoom = (sign, label, action) =>
  el("button", {type: "button", "aria-label": label, title: label, onclick: action}, sign);
const sections = [
  [
    "kaart",
    t.map,
    [
      el("div", {class: "zoeken"}, field, results),
      live,
      el(
        "div",
        {class: "kaart"},
        controls,
        el(
          "div",
          {class: "plaat", style: `--verhouding:${data.frame.width / data.frame.height}`},
          map.root,
          el(
            "div",
            {class: "knoppen"},
            zoom("+", t.zoomIn, () => map.zoom(1)),
            zoom("−", t.zoomOut, () => map.zoom(-1)),
            zoom("⤢", t.zoomAll, map.reset),
          ),
          el("p", {class: "bron"}, data.attribution),
        ),
        panel,
      ),
    ],
    true,
  ],
  [
    "buurten",
    t.buurten,
    [
      compared.length ? el("h3", {}, t.compare) : null,
      compared.length ? el("p", {class: "klein"}, t.compareCaption) : null,
      compared.length
        ? el(
            "ul",
            {class: "vergelijk"},
            compared.map((b) =>
              el(
                "li",
                {},
                el("span", {class: "wie"}, name(b)),
                spread(b),
                el("span", {class: "cijfer"}, num(b.verbondenheid)),
                el(
                  "span",
                  {class: "klein rang"},
                  !known(b.verbondenheid)
                    ? ""
                    : known(b.rang_p5) && known(b.rang_p95)
                      ? `${num(b.rang_p5)}\u2060–\u2060${num(b.rang_p95)}`
                      : "–",
                ),
              ),
            ),
          )
        : null,
      table(
        t.buurtenCaption,
        [
          text(
            t.buurt,
            (b) => buurtName(b),
            (v, b) => name(b),
          ),
          ...scoreColumns,
          column(labels.dekking, (b) => b.dekking, pct),
          column(
            labels.rang,
            (b) => b.rang,
            (v, b) =>
              known(b.rang_p5) && known(b.rang_p95)
                ? `${num(v)}\u00a0(${num(b.rang_p5)}\u2060–\u2060${num(b.rang_p95)})`
                : num(v),
          ),
          column(
            labels.inwoners,
            (b) => b.inwoners,
            (v) => num(v),
          ),
        ],
        data.buurten,
        150,
        scoreColumns.length ? 1 : 0,
        !scoreColumns.length,
      ),
    ],
    data.buurten.length,
  ],
  ...lists,
  account,
].filter(([, , , there]) => there);

put("inhoud", ...sections.map(([id, title, children]) => section(id, title, ...children)));
put(
  "wegwijzer",
  el(
    "ul",
    {},
    sections.map(([id, title]) => el("li", {}, el("a", {href: `#${id}`}, title))),
  ),
);
document.getElementById("wegwijzer").setAttribute("aria-label", t.sections);
put("voet", el("p", {}, `${t.caveat}. ${fill(t.made, {date: data.date, version: data.version})}`));
refresh();
overview();
map.resize();
follow();
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => {
  map.sheet(true);
  document.querySelectorAll(".bediening, #verantwoording details:not(.licentie)").forEach((d) => {
    d.open = true;
  });
});
addEventListener("afterprint", () => map.sheet(false));
