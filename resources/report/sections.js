(function () {
  const {data, t, map, pick, overview, table, column, text, bar, num, pct, fill, known, go, labels, colors, groups, sure,
    badge, nameOf, buurtName, byCode, placeName, panel, live} = window.rapport;
  const put = (id, ...children) => document.getElementById(id).append(...children.filter(known));

  /* ---- header ---- */
  put("kop", el("div", {class: "binnen"}, el("p", {class: "boven"}, fill(t.made, {date: data.date, version: data.version})),
    el("h1", {}, data.title), el("p", {class: "onder"}, data.subtitle),
    el("p", {class: "let-op"}, el("strong", {}, t.caveat), " ", el("span", {}, t.caveatLong)),
    el("dl", {class: "figuren"}, data.figures.map(([figure, label]) => el("div", {}, el("dt", {}, label), el("dd", {}, figure))))));

  /* ---- controls of the map ---- */
  const has = (key) => data.buurten.some((b) => known(b[key]));
  const scores = data.tree.map(([name]) => name).filter(has);
  const byGroup = new Map(groups.map(([id]) => [id, new Map(data.stagnation.filter((s) => s.groep === id).map((s) => [s.buurtcode, s]))]));
  const legend = el("div", {class: "legenda"});
  const choice = el("select", {id: "vlakken", onchange: refresh},
    scores.length ? el("optgroup", {label: t.indexGroup}, scores.map((name) => el("option", {value: name}, labels[name]))) : null,
    groups.length ? el("optgroup", {label: t.stagnationGroup}, groups.map(([id, name]) => el("option", {value: `groep:${id}`}, name))) : null,
    el("option", {value: ""}, t.noFill));
  const overlays = [["rotondes", t.rotondes, data.rotondes.length, true], ["stromen", t.flows, data.flows.length, true],
    ["lijnen", t.lines, data.lines.length, false], ["schakels", t.missing, data.missing.length, false],
    ["ondergrond", t.base, Object.values(data.base).some(Boolean), true]].filter(([, , there]) => there);
  const boxes = overlays.map(([name, label, , on]) => {
    const box = el("input", {type: "checkbox", value: name, checked: on, onchange: refresh});
    return el("label", {}, box, " ", label);
  });
  const shown = (name) => boxes.some((box) => box.firstChild.value === name && box.firstChild.checked);

  function refresh() {
    const key = choice.value, group = key.startsWith("groep:") ? byGroup.get(key.slice(6)) : null;
    const ramp = group ? colors.stagnation : colors.index, limits = group ? colors.stagnationLimits : colors.limits;
    const value = (b) => group ? (group.get(b.buurtcode) || {}).stagnatie : b[key];
    map.setFill((b) => {
      const step = key ? classOf(value(b), limits) : -2;
      return step === -2 ? "#f4f1ec" : step < 0 ? "url(#arcering)" : ramp[step];
    });
    for (const [name] of [...overlays, ["rotondes"], ["stromen"], ["lijnen"], ["schakels"], ["ondergrond"]]) map.toggle(name, shown(name));
    const swatch = (style, label, cls = "") => el("li", {}, el("span", {class: `staal ${cls}`, style}), label);
    const steps = (list, colours, cls, times = 1) => colours.map((c, i) => swatch(`background:${c}`, `${num(times * list[i])} – ${num(times * list[i + 1])}${times > 1 ? "%" : ""}`, cls));
    const block = (title, note, items) => el("div", {}, el("h4", {}, title), note ? el("p", {class: "klein"}, note) : null, el("ul", {}, items));
    legend.replaceChildren(...[
      key ? block(choice.selectedOptions[0].textContent, group ? t.stagnationGroup : t.indexGroup, [...steps(limits, ramp),
        data.buurten.some((b) => !known(value(b))) ? swatch("", t.insufficient, "arcering") : null]) : null,
      shown("rotondes") ? block(t.rotondeScore, "", steps(colors.limits, colors.score, "rond")) : null,
      shown("stromen") ? block(t.flows, t.flowsLegend, data.flows.map((f, i) => swatch(`background:${map.flowColor(i)};height:${Math.max(2, map.flowWidth(i))}px`,
        f.high === null ? fill(t.more, {a: f.low}) : fill(t.upTo, {a: f.low, b: f.high}), "streep"))) : null,
      shown("lijnen") ? block(t.lines, t.linesLegend, steps(colors.bridgingLimits, colors.bridging, "streep dik", 100)) : null,
      shown("schakels") ? block(t.missing, fill(t.missingLegend, {n: data.missingOnMap}), ["fysiek", "sociaal", "structureel"]
        .filter((kind) => data.missing.some((m) => m.soort === kind)).map((kind, i) => swatch(`border-color:${colors.missing[["fysiek", "sociaal", "structureel"].indexOf(kind)]}`, t[kind], "stippel"))) : null,
    ].filter(Boolean));
  }

  /* ---- search: a text field with a list of buttons ---- */
  const plain = (s) => String(s).normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const index = [...data.buurten.map((b, i) => ["buurt", i, buurtName(b), fill(t.residents, {n: num(b.inwoners)})]),
    ...data.rotondes.map((r, i) => ["rotonde", i, nameOf(r), [r.type_naam, byCode.has(r.buurt) ? buurtName(data.buurten[byCode.get(r.buurt)]) : ""].filter(Boolean).join(" · ")])]
    .map(([kind, i, name, more]) => ({kind, i, name: String(name ?? ""), more, key: plain(`${name} ${more}`)}));
  const results = el("ul", {class: "gevonden", hidden: true});
  const field = el("input", {type: "search", id: "zoek", autocomplete: "off", placeholder: t.search, "aria-label": t.search, oninput: find, onkeydown: (event) => {
    if (event.key === "Escape") { field.value = ""; find(); }
    if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = results.querySelector("button");
      if (first) { event.preventDefault(); if (event.key === "Enter") first.click(); else first.focus(); }
    }
  }});
  results.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key], list = [...results.querySelectorAll("button")];
    if (event.key === "Escape") { event.stopPropagation(); results.hidden = true; field.focus(); }
    if (step) { event.preventDefault(); (list[list.indexOf(document.activeElement) + step] || field).focus(); }
  });
  function find() {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const list = words.length ? index.filter((entry) => words.every((word) => entry.key.includes(word))) : [];
    list.sort((a, b) => plain(b.name).startsWith(words[0]) - plain(a.name).startsWith(words[0]));
    results.hidden = !words.length;
    results.replaceChildren(...(list.length ? list.slice(0, 12).map((entry) => el("li", {}, el("button", {type: "button", onclick: () => {
      results.hidden = true; field.value = entry.name; pick(entry.kind, entry.i, true);
    }}, el("strong", {}, entry.name), el("span", {class: "klein"}, entry.more)))) : words.length ? [el("li", {class: "leeg"}, t.nothing)] : []));
    if (words.length) live.textContent = fill(t.found, {n: list.length});
  }

  /* ---- the sections ---- */
  const section = (id, title, ...children) => el("section", {id, "aria-labelledby": `${id}-kop`}, el("h2", {id: `${id}-kop`}, title), ...children);
  const scoreColumns = data.tree.filter(([name]) => has(name)).map(([name, depth]) => column(labels[name], (b) => b[name], (v) => depth ? num(v) : el("strong", {}, num(v))));
  const compared = data.buurten.filter((b) => known(b.verbondenheid)).sort((a, b) => b.verbondenheid - a.verbondenheid);
  const indexOf = (b) => data.buurten.indexOf(b);
  const name = (b) => go("buurt", indexOf(b), buurtName(b));
  const controls = el("details", {class: "bediening", open: innerWidth >= 760}, el("summary", {}, t.layers),
    el("div", {class: "veld"}, el("label", {for: "vlakken"}, t.colour), choice),
    el("fieldset", {}, el("legend", {}, t.show), boxes), el("h3", {class: "verborgen"}, t.legend), legend);
  const zoom = (sign, label, action) => el("button", {type: "button", "aria-label": label, title: label, onclick: action}, sign);
  const sections = [
    ["kaart", t.map, [el("div", {class: "zoeken"}, field, results), live, el("div", {class: "kaart"}, controls,
      el("div", {class: "plaat"}, map.root, el("div", {class: "knoppen"}, zoom("+", t.zoomIn, () => map.zoomBy(1.5)),
        zoom("−", t.zoomOut, () => map.zoomBy(1 / 1.5)), zoom("⤢", t.zoomAll, map.reset)),
      el("p", {class: "bron"}, data.attribution)), panel)], true],
    ["buurten", t.buurten, [
      compared.length ? el("h3", {}, t.compare) : null, compared.length ? el("p", {class: "klein"}, t.compareCaption) : null,
      compared.length ? el("ul", {class: "vergelijk"}, compared.map((b) => el("li", {}, el("span", {class: "wie"}, name(b)), spread(b), el("span", {class: "cijfer"}, num(b.verbondenheid)),
        el("span", {class: "klein rang"}, known(b.rang_p5) && known(b.rang_p95) ? `${num(b.rang_p5)}\u2060–\u2060${num(b.rang_p95)}` : "–")))) : null,
      table(t.buurtenCaption, [text(t.buurt, (b) => buurtName(b), (v, b) => name(b)), column(labels.inwoners, (b) => b.inwoners, (v) => num(v)),
        ...scoreColumns, column(labels.dekking, (b) => b.dekking, pct), column(labels.rang, (b) => b.rang, (v, b) =>
          known(b.rang_p5) && known(b.rang_p95) ? `${num(v)}\u00a0(${num(b.rang_p5)}\u2060–\u2060${num(b.rang_p95)})` : num(v))], data.buurten, 150, scoreColumns.length ? 2 : 0, !scoreColumns.length)], data.buurten.length],
    ["rotondes", t.rotondes, [table(t.rotondesCaption, [text(t.rotonde, nameOf, (v, r) => go("rotonde", data.rotondes.indexOf(r), v)),
      text(labels.type_naam, (r) => r.type_naam), text(t.buurt, (r) => byCode.has(r.buurt) ? buurtName(data.buurten[byCode.get(r.buurt)]) : null),
      column(labels.rotondescore, (r) => r.rotondescore, (v) => el("strong", {}, num(v))),
      column("P5 – P95", (r) => r.score_p5, (v, r) => `${num(v)}\u00a0–\u00a0${num(r.score_p95)}`),
      ...data.terms.map((term) => column(labels[term], (r) => r[term], (v) => num(v, 2))), column(labels.bezoekers, (r) => r.bezoekers, (v) => num(v))], data.rotondes, 20, 3, false)], data.rotondes.length],
    ["stagnatie", t.stagnation, [table(t.stagnationCaption, [text(t.buurt, (s) => s.buurtnaam || s.buurtcode, (v, s) => go("buurt", byCode.get(s.buurtcode), v)),
      text(labels.groep, (s) => s.groep_naam || s.groep), text(labels.status, (s) => t[s.status] || s.status, (v, s) => badge(s)),
      column(labels.stagnatie, (s) => s.stagnatie, (v) => el("strong", {}, num(v))), column(labels.personen, (s) => s.personen, (v) => num(v)),
      column(labels.looptijd_min, (s) => s.looptijd_min, (v) => num(v)), {...text(labels.reden, (s) => s.reden), long: true}], data.stagnation, 15, 3, false)], data.stagnation.length],
    ["schakels", t.missing, [table(t.missingCaption, [text(t.link, (m) => `${placeName(m.van_id, m.van_naam)} – ${placeName(m.naar_id, m.naar_naam)}`, (v, m) => go("schakel", data.missing.indexOf(m), v)),
      text(labels.soort, (m) => t[m.soort] || m.soort), column(labels.rang, (m) => m.rang, (v) => num(v)), column(labels.bewoners, (m) => m.bewoners, (v) => num(v)),
      column(labels.hemelsbreed_m, (m) => m.hemelsbreed_m, (v) => num(v)), column(labels.loopafstand_m, (m) => m.loopafstand_m, (v) => num(v)),
      column(labels.omwegfactor, (m) => m.omwegfactor, (v) => num(v, 1))], data.missing, 15, 2, true)], data.missing.length],
    ["verantwoording", t.account, [el("p", {}, t.caveatLong), el("p", {}, t.privacy), data.notMeasured ? el("p", {class: "melding"}, fill(t.notMeasured, {names: data.notMeasured})) : null,
      el("h3", {}, t.sources), el("ul", {class: "bronnen"}, data.sources.map((line) => el("li", {}, line))),
      data.attribution ? el("p", {}, data.attribution, data.attribution.includes("OpenStreetMap") ? [" (", el("a", {href: "https://www.openstreetmap.org/copyright", rel: "noopener noreferrer"}, t.licence), ")"] : null) : null,
      data.settings.length ? el("details", {}, el("summary", {}, t.settings), el("ul", {class: "instellingen"}, data.settings.map((line) => el("li", {}, line)))) : null,
      data.messages.length ? el("details", {}, el("summary", {}, `${t.messages} (${data.messages.length})`), table(t.messages, [text(t.subject, (m) => m.onderwerp),
        text(t.level, (m) => t[m.niveau] || m.niveau, (v, m) => el("span", {class: `vlag ${m.niveau}`}, v)), {...text(t.message, (m) => m.melding), long: true}, column(t.count, (m) => m.aantal, (v) => num(v))], data.messages, 200)) : null], true],
  ].filter(([, , , there]) => there);

  function spread(b) {
    const x = (v) => 2 * v;
    return el("svg", {viewBox: "0 0 200 12", preserveAspectRatio: "none", class: "spreiding", "aria-hidden": "true"},
      [0, 20, 40, 60, 80, 100].map((v) => el("line", {x1: x(v), x2: x(v), y1: 0, y2: 12, stroke: "#ddd8e2", "stroke-width": 1, "vector-effect": "non-scaling-stroke"})),
      el("rect", {x: 0, y: 2.5, width: x(b.verbondenheid), height: 7, fill: "#8469aa"}));
  }

  put("inhoud", ...sections.map(([id, title, children]) => section(id, title, ...children)));
  put("wegwijzer", el("ul", {}, sections.map(([id, title]) => el("li", {}, el("a", {href: `#${id}`}, title)))));
  document.getElementById("wegwijzer").setAttribute("aria-label", t.sections);
  put("voet", el("p", {}, `${t.caveat}. ${fill(t.made, {date: data.date, version: data.version})}`));
  refresh();
  overview();
  addEventListener("beforeprint", () => {
    map.sheet(true);
    document.querySelectorAll(".bediening, #verantwoording details").forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => map.sheet(false));
})();
