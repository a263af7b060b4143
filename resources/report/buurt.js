/* The explanation of one buurt: its place among the others, the score as a tree, groups, places, indicators. */
function ofBuurt(i) {
  const b = data.buurten[i],
    count = b.values.length;
  const inside = data.rotondes
    .map((r, j) => [r, j])
    .filter(([r]) => r.buurt === b.buurtcode)
    .slice(0, 5);
  const own = data.stagnation.filter((s) => s.buurtcode === b.buurtcode);
  const hasRange = known(b.rang_p5) && known(b.rang_p95);
  return [
    t.buurt,
    buurtName(b),
    [
      el("p", {class: "zacht"}, fill(t.residents, {n: num(b.inwoners)})),
      el(
        "div",
        {class: "groot"},
        el("strong", {}, num(b.verbondenheid)),
        el("span", {}, known(b.verbondenheid) ? t.ofHundred : labels.verbondenheid),
      ),
      el(
        "p",
        {},
        b.index_status === "onvoldoende_gegevens"
          ? t.insufficient
          : !known(b.rang)
            ? t.noRank
            : fill(hasRange ? t.rank : t.rankOnly, {
                rank: num(b.rang),
                count: num(ranked),
                low: num(b.rang_p5),
                high: num(b.rang_p95),
              }),
      ),
      range(b)
        ? el("p", {}, fill(t.open, {low: num(b.verbondenheid_laagst), high: num(b.verbondenheid_hoogst)}))
        : null,
      known(b.verklaring) ? [el("h4", {}, t.why), el("p", {}, b.verklaring)].map((e) => e) : null,
      el("h4", {}, t.tree),
      scoreTree(b),
      own.length ? el("h4", {}, t.perGroup) : null,
      ...own.map((s) =>
        el(
          "div",
          {class: "groep"},
          el("p", {}, el("strong", {}, s.groep_naam || s.groep), " ", badge(s)),
          bar(s.stagnatie, "#b9416d"),
          el("span", {class: "cijfer"}, num(s.stagnatie)),
          known(s.personen) && known(s.toegang)
            ? el("p", {class: "klein"}, fill(t.persons, {n: num(s.personen), share: pct(lackOf(s))}))
            : null,
          el("p", {class: "klein"}, s.reden || t.unknown),
        ),
      ),
      el("h4", {}, t.inBuurt),
      inside.length ? rotondeList(inside) : el("p", {}, t.noneInBuurt),
      count ? el("details", {}, el("summary", {}, fill(t.indicators, {n: count})), ...indicators(b)) : null,
    ].flat(),
  ];
}
const badge = (s) => el("span", {class: `vlag ${s.status || ""}`}, t[s.status] || t.unknown);
function scoreTree(b) {
  return el(
    "table",
    {class: "boom"},
    el("caption", {}, t.treeCaption),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        [t.part, t.score, t.objective, t.subjective, t.coverage].map((h, c) =>
          el("th", {scope: "col", class: c ? "getal" : null}, h),
        ),
      ),
    ),
    el(
      "tbody",
      {},
      data.tree.map(([name, depth]) => {
        const leaf = depth === 2,
          cells = leaf ? [b[`${name}_obj`], b[`${name}_subj`]] : [];
        const coverage = leaf ? b[`${name}_dekking`] : depth === 0 ? b.dekking : undefined;
        return el(
          "tr",
          {class: `diep${depth}`},
          el(
            "th",
            {scope: "row"},
            labels[name],
            bar(b[name], ["#4a3470", "#6a4f93", "#8469aa"][depth], [
              ["square", cells[0]],
              ["circle", cells[1]],
            ]),
          ),
          el(
            "td",
            {class: known(b[name]) ? "getal" : "getal onbekend"},
            known(b[name]) ? el("strong", {}, num(b[name])) : t.unknown,
          ),
          ...(leaf
            ? cells.map((v) => el("td", {class: known(v) ? "getal" : "getal onbekend"}, num(v)))
            : [el("td"), el("td")]),
          el("td", {class: "getal"}, coverage === undefined ? "" : pct(coverage)),
        );
      }),
    ),
  );
}
function indicators(b) {
  return data.constructs
    .map((construct) => {
      const own = b.values.filter((v) => v[6] === construct);
      return own.length
        ? el(
            "div",
            {class: "tabel", tabindex: 0, role: "region", "aria-label": labels[construct]},
            el(
              "table",
              {class: "dicht"},
              el("caption", {}, labels[construct]),
              el(
                "thead",
                {},
                el(
                  "tr",
                  {},
                  [t.indicator, t.value, t.score, t.difference].map((h, c) =>
                    el("th", {scope: "col", class: c ? "getal" : null}, h),
                  ),
                ),
              ),
              el(
                "tbody",
                {},
                own.map(([id, value, score, weight, , difference, , kind, n, status, source, year]) =>
                  el(
                    "tr",
                    {},
                    el(
                      "th",
                      {scope: "row"},
                      data.indicators[id] || id,
                      el(
                        "span",
                        {class: "klein blok"},
                        [
                          t[kind] || kind,
                          fill(t.weight, {share: pct(weight)}),
                          t[status],
                          n ? `n = ${num(n)}` : "",
                          source,
                          year,
                        ]
                          .filter(known)
                          .join(" · "),
                      ),
                    ),
                    el("td", {class: "getal"}, num(value, Math.abs(value) < 10 ? 2 : 0)),
                    el("td", {class: "getal"}, num(score)),
                    el(
                      "td",
                      {class: "getal"},
                      known(difference) ? (difference > 0 ? "+" : "") + num(difference, 1) : t.unknown,
                    ),
                  ),
                ),
              ),
            ),
          )
        : null;
    })
    .filter(Boolean);
}

/* Does what is missing leave the index of a buurt open? */
const range = (b) =>
  known(b.verbondenheid_laagst) &&
  known(b.verbondenheid_hoogst) &&
  b.verbondenheid_hoogst - b.verbondenheid_laagst >= 1;

/* The index as a bar, on a scale with a line at each 20; a thin line as far as what is missing could move it. */
function spread(b) {
  const x = (v) => 2 * v;
  return el(
    "svg",
    {viewBox: "0 0 200 12", preserveAspectRatio: "none", class: "spreiding", "aria-hidden": "true"},
    [0, 20, 40, 60, 80, 100].map((v) =>
      el("line", {
        x1: x(v),
        x2: x(v),
        y1: 0,
        y2: 12,
        stroke: "#ddd8e2",
        "stroke-width": 1,
        "vector-effect": "non-scaling-stroke",
      }),
    ),
    known(b.verbondenheid) ? el("rect", {x: 0, y: 2.5, width: x(b.verbondenheid), height: 7, fill: "#8469aa"}) : null,
    range(b)
      ? el("line", {
          x1: x(b.verbondenheid_laagst),
          x2: x(b.verbondenheid_hoogst),
          y1: 6,
          y2: 6,
          stroke: "#2b2540",
          "stroke-width": 1.6,
          "vector-effect": "non-scaling-stroke",
        })
      : null,
  );
}
