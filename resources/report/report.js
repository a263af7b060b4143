(function () {
  const data = JSON.parse(document.getElementById("gegevens").textContent), t = data.t;
  const labels = data.labels, colors = data.colors;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
  const known = (value) => value !== null && value !== undefined && value !== "";
  const num = (value, digits = 0) => known(value) ? value.toLocaleString(data.language,
    {minimumFractionDigits: digits, maximumFractionDigits: digits}) : t.unknown;
  const pct = (value) => known(value) ? `${num(100 * value)}%` : t.unknown;
  const nameOf = (r) => r.naam || r.type_naam || r.voorziening_id;
  const buurtName = (b) => b.buurtnaam || b.buurtcode;
  const byCode = new Map(data.buurten.map((b, i) => [b.buurtcode, i]));
  const byId = new Map(data.rotondes.map((r, i) => [r.voorziening_id, i]));
  const ranked = data.buurten.filter((b) => known(b.rang)).length;
  const placeName = (id, name) => name || (byId.has(id) ? nameOf(data.rotondes[byId.get(id)]) : id);
  const groups = [...new Map(data.stagnation.map((s) => [s.groep, s.groep_naam || s.groep]))];
  const sure = (s) => s.status === "stagnatieplek" || s.status === "aandachtspunt";
  const button = (text, action, extra) => el("button", {type: "button", class: "als-link", onclick: action, ...extra}, text);
  const dd = (pairs) => el("dl", {class: "feiten"}, pairs.filter(Boolean).map(([a, b]) => el("div", {}, el("dt", {}, a), el("dd", {}, b))));

  /* ---- small charts ---- */
  function bar(value, color, extra = []) {
    const x = (v) => 2 + 1.16 * v;
    return el("svg", {viewBox: "0 0 120 14", class: "staaf", "aria-hidden": "true"},
      el("rect", {x: 2, y: 4, width: 116, height: 6, rx: 3, fill: "#eae6ee"}),
      known(value) ? el("rect", {x: 2, y: 4, width: Math.max(1, 1.16 * value), height: 6, rx: 3, fill: color}) : null,
      extra.map(([kind, at, to]) => !known(at) ? null
        : kind === "square" ? el("rect", {x: x(at) - 4, y: 3, width: 8, height: 8, fill: "#fff", stroke: "#2b2540", "stroke-width": 1.8})
          : kind === "circle" ? el("circle", {cx: x(at), cy: 7, r: 4.2, fill: "#fff", stroke: "#b8481a", "stroke-width": 2})
            : known(to) ? el("line", {x1: x(at), x2: x(to), y1: 7, y2: 7, stroke: "#2b2540", "stroke-width": 2, "stroke-linecap": "round"}) : null));
  }

  /* ---- tables: sortable by heading, unknown values last ---- */
  function table(caption, columns, items, shown = 25, sortBy = null, up = true) {
    let all = false, key = sortBy, rising = up;
    const value = (column, item) => column.value(item);
    const body = el("tbody"), more = button("", () => { all = !all; render(); }, {class: "knop"});
    const heads = columns.map((column, c) => el("th", {scope: "col", class: column.number ? "getal" : null},
      el("button", {type: "button", title: fill(t.sort, {column: column.label}), onclick: () => {
        rising = key === c ? !rising : !column.number; key = c; render();
      }}, column.label)));
    function render() {
      const list = items.map((item, i) => [item, i]);
      if (key !== null) list.sort(([a, i], [b, j]) => {
        const x = value(columns[key], a), y = value(columns[key], b);
        if (!known(x) || !known(y)) return known(y) - known(x) || i - j;
        return (typeof x === "number" ? x - y : String(x).localeCompare(String(y), data.language, {numeric: true})) * (rising ? 1 : -1) || i - j;
      });
      heads.forEach((head, c) => {
        if (c === key) head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      body.replaceChildren(...list.slice(0, all ? undefined : shown).map(([item]) => el("tr", {}, columns.map((column, c) => {
        const v = value(column, item), cell = column.show && known(v) ? column.show(v, item) : known(v) ? String(v) : t.unknown;
        return el(c ? "td" : "th", {scope: c ? null : "row", class: [column.number ? "getal" : column.long ? "lang" : "", known(v) ? "" : "onbekend"].join(" ").trim() || null}, cell);
      }))));
      more.textContent = all ? t.fewer : fill(t.all, {n: num(items.length)});
    }
    render();
    const id = `tabel${table.count = (table.count || 0) + 1}`;
    return el("div", {}, el("div", {class: "tabel", role: "region", tabindex: 0, "aria-labelledby": id},
      el("table", {}, el("caption", {id}, caption), el("thead", {}, el("tr", {}, heads)), body)),
      items.length > shown ? more : null);
  }
  const column = (label, value, show, number = true) => ({label, value, show, number});
  const text = (label, value, show) => column(label, value, show, false);

  /* ---- what was picked ---- */
  const panel = el("div", {class: "uitleg", id: "uitleg", tabindex: "-1", role: "region", "aria-label": t.why});
  const live = el("div", {class: "verborgen", "aria-live": "polite"});
  let cameFrom = null;
  function pick(kind, i, zoom = false) {
    cameFrom = document.activeElement;
    const small = innerWidth < 760, goal = small ? ".plaat" : "#kaart";
    map.select(kind, i, zoom, small ? 0.27 : 0);
    const [what, title, parts] = {buurt: ofBuurt, rotonde: ofRotonde, lijn: ofLine, schakel: ofLink}[kind](i);
    panel.replaceChildren(el("div", {class: "greep"}, el("p", {class: "soort"}, what),
      el("button", {type: "button", class: "sluit", "aria-label": t.back, title: t.back, onclick: overview}, "×")),
    el("h3", {}, title), ...parts.filter(Boolean));
    panel.classList.add("open");
    panel.scrollTop = 0;
    live.textContent = `${what}: ${title}`;
    if (zoom) {
      document.querySelector(goal).scrollIntoView({behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"});
      panel.focus({preventScroll: true});
    }
  }
  const go = (kind, i, label) => i === undefined ? label : button(label, () => pick(kind, i, true));

  function ofBuurt(i) {
    const b = data.buurten[i], count = b.values.length;
    const inside = data.rotondes.map((r, j) => [r, j]).filter(([r]) => r.buurt === b.buurtcode).slice(0, 5);
    const own = data.stagnation.filter((s) => s.buurtcode === b.buurtcode);
    const hasRange = known(b.rang_p5) && known(b.rang_p95);
    return [t.buurt, buurtName(b), [
      el("p", {class: "zacht"}, fill(t.residents, {n: num(b.inwoners)})),
      el("div", {class: "groot"}, el("strong", {}, num(b.verbondenheid)), el("span", {}, known(b.verbondenheid) ? t.ofHundred : labels.verbondenheid)),
      el("p", {}, b.index_status === "onvoldoende_gegevens" ? t.insufficient : !known(b.rang) ? t.noRank
        : fill(hasRange ? t.rank : t.rankOnly, {rank: num(b.rang), count: num(ranked), low: num(b.rang_p5), high: num(b.rang_p95)})),
      known(b.verklaring) ? [el("h4", {}, t.why), el("p", {}, b.verklaring)].map((e) => e) : null,
      el("h4", {}, t.tree), scoreTree(b),
      own.length ? el("h4", {}, t.perGroup) : null,
      ...own.map((s) => el("div", {class: "groep"}, el("p", {}, el("strong", {}, s.groep_naam || s.groep), " ", badge(s)),
        bar(s.stagnatie, "#b9416d"), el("span", {class: "cijfer"}, num(s.stagnatie)),
        el("p", {class: "klein"}, s.reden || t.unknown))),
      el("h4", {}, t.inBuurt), inside.length ? rotondeList(inside) : el("p", {}, t.noneInBuurt),
      count ? el("details", {}, el("summary", {}, fill(t.indicators, {n: count})), ...indicators(b)) : null,
    ].flat()];
  }
  const badge = (s) => el("span", {class: `vlag ${s.status || ""}`}, t[s.status] || t.unknown);
  function scoreTree(b) {
    return el("table", {class: "boom"}, el("caption", {}, t.treeCaption),
      el("thead", {}, el("tr", {}, [t.part, t.score, t.objective, t.subjective, t.coverage].map((h, c) =>
        el("th", {scope: "col", class: c ? "getal" : null}, h)))),
      el("tbody", {}, data.tree.map(([name, depth]) => {
        const leaf = depth === 2, cells = leaf ? [b[`${name}_obj`], b[`${name}_subj`]] : [];
        const coverage = leaf ? b[`${name}_dekking`] : depth === 0 ? b.dekking : undefined;
        return el("tr", {class: `diep${depth}`}, el("th", {scope: "row"}, labels[name],
          bar(b[name], ["#4a3470", "#6a4f93", "#8469aa"][depth], [["square", cells[0]], ["circle", cells[1]]])),
        el("td", {class: known(b[name]) ? "getal" : "getal onbekend"}, known(b[name]) ? el("strong", {}, num(b[name])) : t.unknown),
        ...(leaf ? cells.map((v) => el("td", {class: known(v) ? "getal" : "getal onbekend"}, num(v))) : [el("td"), el("td")]),
        el("td", {class: "getal"}, coverage === undefined ? "" : pct(coverage)));
      })));
  }
  function indicators(b) {
    return data.constructs.map((construct) => {
      const own = b.values.filter((v) => v[6] === construct);
      return own.length ? el("div", {class: "tabel", tabindex: 0, role: "region", "aria-label": labels[construct]}, el("table", {class: "dicht"}, el("caption", {}, labels[construct]),
        el("thead", {}, el("tr", {}, [t.indicator, t.value, t.score, t.difference].map((h, c) => el("th", {scope: "col", class: c ? "getal" : null}, h)))),
        el("tbody", {}, own.map(([id, value, score, weight, , difference, , kind, n, status, source, year]) => el("tr", {},
          el("th", {scope: "row"}, data.indicators[id] || id, el("span", {class: "klein blok"},
            [t[kind] || kind, fill(t.weight, {share: pct(weight)}), t[status], n ? `n = ${num(n)}` : "", source, year].filter(known).join(" · "))),
          el("td", {class: "getal"}, num(value, Math.abs(value) < 10 ? 2 : 0)), el("td", {class: "getal"}, num(score)),
          el("td", {class: "getal"}, known(difference) ? (difference > 0 ? "+" : "") + num(difference, 1) : t.unknown)))))) : null;
    }).filter(Boolean);
  }
  const rotondeList = (list) => el("ol", {class: "lijst"}, list.map(([r, j]) => el("li", {}, go("rotonde", j, nameOf(r)),
    el("span", {class: "cijfer"}, num(r.rotondescore)))));
  function ofRotonde(i) {
    const r = data.rotondes[i], where = byCode.get(r.buurt);
    return [t.rotonde, nameOf(r), [
      el("p", {class: "zacht"}, [r.type_naam, r.component].filter((x, j, a) => known(x) && a.indexOf(x) === j).join(" · "), where === undefined ? "" : " · ",
        where === undefined ? null : go("buurt", where, buurtName(data.buurten[where]))),
      el("div", {class: "groot"}, el("strong", {}, num(r.rotondescore)), el("span", {}, known(r.rotondescore) ? t.ofHundred : t.scoreUnknown)),
      bar(r.rotondescore, "#ec8f3a", [["interval", r.score_p5, r.score_p95]]),
      known(r.score_p5) && known(r.score_p95) ? el("p", {}, fill(t.interval, {low: num(r.score_p5), high: num(r.score_p95)})) : null,
      el("h4", {}, t.terms), el("table", {class: "boom termen"}, el("caption", {class: "verborgen"}, t.terms),
        el("thead", {}, el("tr", {}, el("th", {scope: "col"}, t.term), el("th", {scope: "col", class: "getal"}, t.value))),
        el("tbody", {}, data.terms.map((term) => el("tr", {}, el("th", {scope: "row"}, labels[term], bar(known(r[term]) ? 100 * r[term] : null, "#cb551b")),
          el("td", {class: "getal"}, num(r[term], 2)))))),
      known(r.vlag) ? el("p", {class: "klein"}, r.vlag) : null,
      el("p", {}, fill(t.inReach, {n: num(r.inwoners_bereik)}), el("br"), fill(t.visitors, {n: num(r.bezoekers)})),
      r.onmisbaar ? el("p", {class: "melding"}, fill(t.indispensable, {n: num(r.verliezers)})) : null,
    ]];
  }
  const ends = (l) => [[labels.van_id, go("rotonde", byId.get(l.van_id), placeName(l.van_id, l.van_naam))],
    [labels.naar_id, go("rotonde", byId.get(l.naar_id), placeName(l.naar_id, l.naar_naam))]];
  function ofLine(i) {
    const l = data.lines[i];
    return [t.line, `${placeName(l.van_id, l.van_naam)} – ${placeName(l.naar_id, l.naar_naam)}`, [dd([...ends(l),
      [labels.loopafstand_m, known(l.loopafstand_m) ? fill(t.metres, {n: num(l.loopafstand_m)}) : t.unknown], [labels.sterkte, pct(l.sterkte)],
      [labels.overbrugging, pct(l.overbrugging)], [labels.overlap, pct(l.overlap)], [labels.organisatie, pct(l.organisatie)],
      l.brug ? [labels.brug, fill(t.residents, {n: num(l.afgesneden)})] : null])]];
  }
  function ofLink(i) {
    const m = data.missing[i];
    return [`${t.link} · ${t[m.soort] || m.soort}`, `${placeName(m.van_id, m.van_naam)} – ${placeName(m.naar_id, m.naar_naam)}`, [
      known(m.reden) ? el("p", {}, m.reden) : null, dd([...ends(m), [labels.rang, num(m.rang)],
        [labels.hemelsbreed_m, known(m.hemelsbreed_m) ? fill(t.metres, {n: num(m.hemelsbreed_m)}) : t.unknown],
        [labels.loopafstand_m, known(m.loopafstand_m) ? fill(t.metres, {n: num(m.loopafstand_m)}) : t.unknown],
        [labels.omwegfactor, num(m.omwegfactor, 1)], [labels.bewoners, num(m.bewoners)]])]];
  }
  function overview() {
    const wasOpen = panel.classList.contains("open");
    map.select(null);
    panel.classList.remove("open");
    const places = data.stagnation.filter(sure).sort((a, b) => b.stagnatie - a.stagnatie).slice(0, 8);
    panel.replaceChildren(el("h3", {}, t.overview), el("p", {class: "klein"}, t.mapHint),
      data.rotondes.length ? el("h4", {}, t.highest) : "", data.rotondes.length ? rotondeList(data.rotondes.slice(0, 10).map((r, j) => [r, j])) : "",
      data.stagnation.length ? el("h4", {}, t.needing) : "",
      data.stagnation.length ? places.length ? el("ul", {class: "lijst"}, places.map((s) => el("li", {}, el("span", {},
        go("buurt", byCode.get(s.buurtcode), s.buurtnaam || s.buurtcode), el("span", {class: "klein blok"}, s.groep_naam || s.groep, " ", badge(s))),
      el("span", {class: "cijfer"}, num(s.stagnatie))))) : el("p", {}, t.noStagnation) : "");
    if (wasOpen && cameFrom && cameFrom.isConnected) cameFrom.focus({preventScroll: true});
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && panel.classList.contains("open")) overview(); });

  const map = makeMap(data, t, pick);
  window.rapport = {data, t, map, pick, overview, el, table, column, text, bar, num, pct, fill, known, go, labels, colors, groups, sure, badge,
    nameOf, buurtName, byCode, placeName, panel, live, button};
})();
