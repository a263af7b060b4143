/* ---- what was picked ---- */
const panel = el("div", {class: "uitleg", id: "uitleg", tabindex: "-1", role: "region", "aria-label": t.why});
const live = el("div", {class: "verborgen", "aria-live": "polite"});
let cameFrom = null;
/* What is explained stands in the address: a link to one buurt or rotonde can be kept or mailed. */
const KEYS = {buurt: (i) => data.buurten[i].buurtcode, rotonde: (i) => data.rotondes[i].voorziening_id};
const address = (hash) =>
  location.protocol !== "about:" && history.replaceState(null, "", hash || location.pathname + location.search);
function follow() {
  const [[kind, id] = []] = new URLSearchParams(location.hash.slice(1));
  const at = kind === "buurt" ? byCode.get(id) : kind === "rotonde" ? byId.get(id) : undefined;
  if (at !== undefined) pick(kind, at, true);
}
function pick(kind, i, zoom = false) {
  cameFrom = document.activeElement;
  const small = innerWidth < 760,
    goal = small ? ".plaat" : "#kaart";
  map.select(kind, i, zoom, small ? 0.27 : 0);
  const [what, title, parts] = {buurt: ofBuurt, rotonde: ofRotonde, lijn: ofLine, schakel: ofLink}[kind](i);
  panel.replaceChildren(
    el(
      "div",
      {class: "greep"},
      el("p", {class: "soort"}, what),
      el("button", {type: "button", class: "sluit", "aria-label": t.back, title: t.back, onclick: overview}, "×"),
    ),
    el("h3", {}, title),
    ...parts.filter(Boolean),
  );
  panel.classList.add("open");
  panel.scrollTop = 0;
  address(kind in KEYS ? `#${kind}=${encodeURIComponent(KEYS[kind](i))}` : "");
  live.textContent = `${what}: ${title}`;
  if (zoom) {
    document
      .querySelector(goal)
      .scrollIntoView({behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"});
    panel.focus({preventScroll: true});
  }
}
const go = (kind, i, label) => (i === undefined ? label : button(label, () => pick(kind, i, true)));

const rotondeList = (list) =>
  el(
    "ol",
    {class: "lijst"},
    list.map(([r, j]) => el("li", {}, go("rotonde", j, nameOf(r)), el("span", {class: "cijfer"}, num(r.rotondescore)))),
  );
function ofRotonde(i) {
  const r = data.rotondes[i],
    where = byCode.get(r.buurt);
  return [
    t.rotonde,
    nameOf(r),
    [
      el(
        "p",
        {class: "zacht"},
        [r.type_naam, r.component].filter((x, j, a) => known(x) && a.indexOf(x) === j).join(" · "),
        where === undefined ? "" : " · ",
        where === undefined ? null : go("buurt", where, buurtName(data.buurten[where])),
      ),
      el(
        "div",
        {class: "groot"},
        el("strong", {}, num(r.rotondescore)),
        el("span", {}, known(r.rotondescore) ? t.ofHundred : t.scoreUnknown),
      ),
      bar(r.rotondescore, "#ec8f3a", [["interval", r.score_p5, r.score_p95]]),
      known(r.score_p5) && known(r.score_p95)
        ? el("p", {}, fill(t.interval, {low: num(r.score_p5), high: num(r.score_p95)}))
        : null,
      el("h4", {}, t.terms),
      el(
        "table",
        {class: "boom termen"},
        el("caption", {class: "verborgen"}, t.terms),
        el(
          "thead",
          {},
          el("tr", {}, el("th", {scope: "col"}, t.term), el("th", {scope: "col", class: "getal"}, t.value)),
        ),
        el(
          "tbody",
          {},
          data.terms.map((term) =>
            el(
              "tr",
              {},
              el("th", {scope: "row"}, labels[term], bar(known(r[term]) ? 100 * r[term] : null, "#cb551b")),
              el("td", {class: "getal"}, num(r[term], 2)),
            ),
          ),
        ),
      ),
      known(r.vlag) ? el("p", {class: "klein"}, r.vlag) : null,
      el("p", {}, fill(t.inReach, {n: num(r.inwoners_bereik)}), el("br"), fill(t.visitors, {n: num(r.bezoekers)})),
      r.onmisbaar ? el("p", {class: "melding"}, fill(t.indispensable, {n: num(r.verliezers)})) : null,
    ],
  ];
}
const ends = (l) => `${placeName(l.van_id, l.van_naam)} – ${placeName(l.naar_id, l.naar_naam)}`;
const places = (l) => [
  [labels.van_id, go("rotonde", byId.get(l.van_id), placeName(l.van_id, l.van_naam))],
  [labels.naar_id, go("rotonde", byId.get(l.naar_id), placeName(l.naar_id, l.naar_naam))],
];
function ofLine(i) {
  const l = data.lines[i];
  return [
    t.line,
    ends(l),
    [
      dd([
        ...places(l),
        [labels.loopafstand_m, known(l.loopafstand_m) ? fill(t.metres, {n: num(l.loopafstand_m)}) : t.unknown],
        [labels.sterkte, pct(l.sterkte)],
        [labels.overbrugging, pct(l.overbrugging)],
        [labels.overlap, pct(l.overlap)],
        [labels.organisatie, pct(l.organisatie)],
        l.brug ? [labels.brug, fill(t.residents, {n: num(l.afgesneden)})] : null,
      ]),
    ],
  ];
}
function ofLink(i) {
  const m = data.missing[i];
  return [
    `${t.link} · ${t[m.soort] || m.soort}`,
    ends(m),
    [
      known(m.reden) ? el("p", {}, m.reden) : null,
      dd([
        ...places(m),
        [labels.rang, num(m.rang)],
        [labels.hemelsbreed_m, known(m.hemelsbreed_m) ? fill(t.metres, {n: num(m.hemelsbreed_m)}) : t.unknown],
        [labels.loopafstand_m, known(m.loopafstand_m) ? fill(t.metres, {n: num(m.loopafstand_m)}) : t.unknown],
        [labels.omwegfactor, num(m.omwegfactor, 1)],
        [labels.bewoners, num(m.bewoners)],
      ]),
    ],
  ];
}
function overview() {
  const wasOpen = panel.classList.contains("open");
  map.select(null);
  panel.classList.remove("open");
  if (wasOpen) address("");
  const places = data.stagnation
    .filter(sure)
    .sort((a, b) => (b.status === "stagnatieplek") - (a.status === "stagnatieplek") || b.stagnatie - a.stagnatie)
    .slice(0, 8);
  panel.replaceChildren(
    el("h3", {}, t.overview),
    el("p", {class: "klein tip"}, t.mapHint),
    data.rotondes.length ? el("h4", {}, t.highest) : "",
    data.rotondes.length ? rotondeList(data.rotondes.slice(0, 10).map((r, j) => [r, j])) : "",
    data.stagnation.length ? el("h4", {}, t.needing) : "",
    data.stagnation.length
      ? places.length
        ? el(
            "ul",
            {class: "lijst"},
            places.map((s) =>
              el(
                "li",
                {},
                el(
                  "span",
                  {},
                  go("buurt", byCode.get(s.buurtcode), s.buurtnaam || s.buurtcode),
                  el("span", {class: "klein blok"}, s.groep_naam || s.groep, " ", badge(s)),
                ),
                el("span", {class: "cijfer"}, num(s.stagnatie)),
              ),
            ),
          )
        : el("p", {}, t.noStagnation)
      : "",
  );
  if (wasOpen && cameFrom && cameFrom.isConnected) cameFrom.focus({preventScroll: true});
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.classList.contains("open")) overview();
});

const map = makeMap(data, t, pick);
