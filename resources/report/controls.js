const put = (id, ...children) => document.getElementById(id).append(...children.filter(known));

/* ---- header ---- */
put(
  "kop",
  el(
    "div",
    {class: "binnen"},
    el("p", {class: "boven"}, fill(t.made, {date: data.date, version: data.version})),
    el("h1", {}, data.title),
    el("p", {class: "onder"}, data.subtitle),
    el("p", {class: "boven"}, data.years),
    el("p", {class: "let-op"}, el("strong", {}, t.caveat), " ", el("span", {}, t.caveatLong)),
    el(
      "dl",
      {class: "figuren"},
      data.figures.map(([figure, label]) => el("div", {}, el("dt", {}, label), el("dd", {}, figure))),
    ),
  ),
);

/* ---- controls of the map ---- */
const has = (key) => data.buurten.some((b) => known(b[key]));
const scores = data.tree.map(([name]) => name).filter(has);
const byGroup = new Map(
  groups.map(([id]) => [id, new Map(data.stagnation.filter((s) => s.groep === id).map((s) => [s.buurtcode, s]))]),
);
const legend = el("div", {class: "legenda"});
const choice = el(
  "select",
  {id: "vlakken", onchange: refresh},
  scores.length
    ? el(
        "optgroup",
        {label: t.indexGroup},
        scores.map((name) => el("option", {value: name}, labels[name])),
      )
    : null,
  groups.length
    ? el(
        "optgroup",
        {label: t.stagnationGroup},
        groups.map(([id, name]) => el("option", {value: `groep:${id}`}, name)),
      )
    : null,
  el("option", {value: ""}, t.noFill),
);
const overlays = [
  ["rotondes", t.rotondes, data.rotondes.length, true],
  ["stromen", t.flows, data.flows.length, true],
  ["lijnen", t.lines, data.lines.length, false],
  ["schakels", t.missing, data.missing.length, false],
  ["ondergrond", t.base, Object.values(data.base).some((paths) => paths.length), true],
].filter(([, , there]) => there);
const boxes = overlays.map(([name, label, , on]) => {
  const box = el("input", {type: "checkbox", value: name, checked: on, onchange: refresh});
  return el("label", {}, box, " ", label);
});
const shown = (name) => boxes.some((box) => box.firstChild.value === name && box.firstChild.checked);

function refresh() {
  const key = choice.value,
    group = key.startsWith("groep:") ? byGroup.get(key.slice(6)) : null;
  const ramp = group ? colors.stagnation : colors.index,
    limits = group ? colors.stagnationLimits : colors.limits;
  const value = (b) => (group ? (group.get(b.buurtcode) || {}).stagnatie : b[key]);
  map.setFill((b) => {
    const step = key ? classOf(value(b), limits) : -2;
    return step === -2 ? "#f4f1ec" : step < 0 ? "url(#arcering)" : ramp[step];
  });
  for (const [name] of [...overlays, ["rotondes"], ["stromen"], ["lijnen"], ["schakels"], ["ondergrond"]])
    map.toggle(name, shown(name));
  const swatch = (style, label, cls = "") => el("li", {}, el("span", {class: `staal ${cls}`, style}), label);
  const steps = (list, colours, cls, times = 1) =>
    colours.map((c, i) =>
      swatch(`background:${c}`, `${num(times * list[i])} – ${num(times * list[i + 1])}${times > 1 ? "%" : ""}`, cls),
    );
  const block = (title, note, items) =>
    el("div", {}, el("h4", {}, title), note ? el("p", {class: "klein"}, note) : null, el("ul", {}, items));
  legend.replaceChildren(
    ...[
      key
        ? block(choice.selectedOptions[0].textContent, group ? t.stagnationGroup : t.indexGroup, [
            ...steps(limits, ramp),
            data.buurten.some((b) => !known(value(b))) ? swatch("", t.insufficient, "arcering") : null,
          ])
        : null,
      shown("rotondes") ? block(t.rotondeScore, "", steps(colors.limits, colors.score, "rond")) : null,
      shown("stromen")
        ? block(
            t.flows,
            t.flowsLegend,
            data.flows.map((f, i) =>
              swatch(
                `background:${map.flowColor(i)};height:${Math.max(2, map.flowWidth(i))}px`,
                f.high === null ? fill(t.more, {a: f.low}) : fill(t.upTo, {a: f.low, b: f.high}),
                "streep",
              ),
            ),
          )
        : null,
      shown("lijnen")
        ? block(t.lines, t.linesLegend, steps(colors.bridgingLimits, colors.bridging, "streep dik", 100))
        : null,
      shown("schakels")
        ? block(
            t.missing,
            fill(t.missingLegend, {n: data.missingOnMap}),
            ["fysiek", "sociaal", "structureel"]
              .filter((kind) => data.missing.some((m) => m.soort === kind))
              .map((kind, i) =>
                swatch(
                  `border-color:${colors.missing[["fysiek", "sociaal", "structureel"].indexOf(kind)]}`,
                  t[kind],
                  "stippel",
                ),
              ),
          )
        : null,
    ].filter(Boolean),
  );
}

/* ---- search: a text field with a list of buttons ---- */
const plain = (s) =>
  String(s)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
const index = [
  ...data.buurten.map((b, i) => ["buurt", i, buurtName(b), fill(t.residents, {n: num(b.inwoners)})]),
  ...data.rotondes.map((r, i) => [
    "rotonde",
    i,
    nameOf(r),
    [r.type_naam, byCode.has(r.buurt) ? buurtName(data.buurten[byCode.get(r.buurt)]) : ""].filter(Boolean).join(" · "),
  ]),
].map(([kind, i, name, more]) => ({kind, i, name: String(name ?? ""), more, key: plain(`${name} ${more}`)}));
const results = el("ul", {class: "gevonden", hidden: true});
const field = el("input", {
  type: "search",
  id: "zoek",
  autocomplete: "off",
  placeholder: t.search,
  "aria-label": t.search,
  oninput: find,
  onkeydown: (event) => {
    if (event.key === "Escape") {
      field.value = "";
      find();
    }
    if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = results.querySelector("button");
      if (first) {
        event.preventDefault();
        if (event.key === "Enter") first.click();
        else first.focus();
      }
    }
  },
});
results.addEventListener("keydown", (event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key],
    list = [...results.querySelectorAll("button")];
  if (event.key === "Escape") {
    event.stopPropagation();
    results.hidden = true;
    field.focus();
  }
  if (step) {
    event.preventDefault();
    (list[list.indexOf(document.activeElement) + step] || field).focus();
  }
});
function find() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const list = words.length ? index.filter((entry) => words.every((word) => entry.key.includes(word))) : [];
  list.sort((a, b) => plain(b.name).startsWith(words[0]) - plain(a.name).startsWith(words[0]));
  results.hidden = !words.length;
  results.replaceChildren(
    ...(list.length
      ? list.slice(0, 12).map((entry) =>
          el(
            "li",
            {},
            el(
              "button",
              {
                type: "button",
                onclick: () => {
                  results.hidden = true;
                  field.value = entry.name;
                  pick(entry.kind, entry.i, true);
                },
              },
              el("strong", {}, entry.name),
              el("span", {class: "klein"}, entry.more),
            ),
          ),
        )
      : words.length
        ? [el("li", {class: "leeg"}, t.nothing)]
        : []),
  );
  if (words.length) live.textContent = fill(t.found, {n: list.length});
}
