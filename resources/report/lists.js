/* ---- the tables of places, groups, lines and links: id, title, content, how many ---- */
const lists = [
  [
    "rotondes",
    t.rotondes,
    [
      table(
        t.rotondesCaption,
        [
          text(t.rotonde, nameOf, (v, r) => go("rotonde", data.rotondes.indexOf(r), v)),
          column(
            labels.rotondescore,
            (r) => r.rotondescore,
            (v) => el("strong", {}, num(v)),
          ),
          column(
            t.margin,
            (r) => r.score_p5,
            (v, r) => `${num(v)}\u00a0–\u00a0${num(r.score_p95)}`,
          ),
          text(labels.type_naam, (r) => r.type_naam),
          text(t.buurt, (r) => (byCode.has(r.buurt) ? buurtName(data.buurten[byCode.get(r.buurt)]) : null)),
          ...data.terms.map((term) =>
            column(
              labels[term],
              (r) => r[term],
              (v) => num(v, 2),
            ),
          ),
          column(
            labels.bezoekers,
            (r) => r.bezoekers,
            (v) => num(v),
          ),
        ],
        data.rotondes,
        20,
        1,
        false,
      ),
    ],
    data.rotondes.length,
  ],
  [
    "stagnatie",
    t.stagnation,
    [
      table(
        t.stagnationCaption,
        [
          text(
            t.buurt,
            (s) => s.buurtnaam || s.buurtcode,
            (v, s) => go("buurt", byCode.get(s.buurtcode), v),
          ),
          text(labels.groep, (s) => s.groep_naam || s.groep),
          text(
            labels.status,
            (s) => t[s.status] || s.status,
            (v, s) => badge(s),
          ),
          column(
            labels.stagnatie,
            (s) => s.stagnatie,
            (v) => el("strong", {}, num(v)),
          ),
          column(
            labels.personen,
            (s) => s.personen,
            (v) => num(v),
          ),
          column(t.lack, lackOf, pct),
          column(
            labels.looptijd_min,
            (s) => s.looptijd_min,
            (v) => fill(t.minutes, {n: num(v)}),
          ),
          {...text(labels.reden, (s) => s.reden), long: true},
        ],
        data.stagnation,
        15,
        3,
        false,
      ),
    ],
    data.stagnation.length,
  ],
  [
    "lijnen",
    t.lines,
    [
      table(
        t.linesCaption,
        [
          text(t.line, ends, (v, l) => go("lijn", data.lines.indexOf(l), v)),
          column(labels.sterkte, (l) => l.sterkte, pct),
          column(labels.overbrugging, (l) => l.overbrugging, pct),
          column(labels.overlap, (l) => l.overlap, pct),
          column(
            labels.loopafstand_m,
            (l) => l.loopafstand_m,
            (v) => num(v),
          ),
        ],
        data.lines,
        15,
        1,
        false,
      ),
    ],
    data.lines.length,
  ],
  [
    "schakels",
    t.missing,
    [
      table(
        t.missingCaption,
        [
          text(t.link, ends, (v, m) => go("schakel", data.missing.indexOf(m), v)),
          text(labels.soort, (m) => t[m.soort] || m.soort),
          column(
            labels.rang,
            (m) => m.rang,
            (v) => num(v),
          ),
          column(
            labels.bewoners,
            (m) => m.bewoners,
            (v) => num(v),
          ),
          column(
            labels.hemelsbreed_m,
            (m) => m.hemelsbreed_m,
            (v) => num(v),
          ),
          column(
            labels.loopafstand_m,
            (m) => m.loopafstand_m,
            (v) => num(v),
          ),
          column(
            labels.omwegfactor,
            (m) => m.omwegfactor,
            (v) => num(v, 1),
          ),
        ],
        data.missing,
        15,
        2,
        true,
      ),
    ],
    data.missing.length,
  ],
];
