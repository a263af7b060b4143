/* ---- the account: sources, settings, what was withheld, messages ---- */
const account = [
  "verantwoording",
  t.account,
  [
    el("p", {}, t.caveatLong),
    data.notMeasured ? el("p", {class: "melding"}, fill(t.notMeasured, {names: data.notMeasured})) : null,
    el("h3", {}, t.privacyTitle),
    el("p", {}, t.privacy),
    data.privacy.length
      ? el(
          "ul",
          {class: "bronnen"},
          data.privacy.map((line) => el("li", {}, line)),
        )
      : null,
    el("h3", {}, t.sources),
    el(
      "ul",
      {class: "bronnen"},
      data.sources.map((line) => el("li", {}, line)),
    ),
    data.attribution
      ? el("p", {}, data.attribution, data.attribution.includes("OpenStreetMap") ? ` (${t.licence})` : null)
      : null,
    el("p", {}, data.years),
    data.choices ? [el("h3", {}, t.choices), el("p", {}, data.choices)] : null,
    data.settings.length
      ? el(
          "details",
          {},
          el("summary", {}, t.settings),
          el(
            "ul",
            {class: "instellingen"},
            data.settings.map((line) => el("li", {}, line)),
          ),
        )
      : null,
    data.messages.length
      ? el(
          "details",
          {},
          el("summary", {}, `${t.messages} (${data.messages.length})`),
          table(
            t.messages,
            [
              text(t.subject, (m) => m.onderwerp),
              text(
                t.level,
                (m) => t[m.niveau] || m.niveau,
                (v, m) => el("span", {class: `vlag ${m.niveau}`}, v),
              ),
              {...text(t.message, (m) => m.melding), long: true},
              column(
                t.count,
                (m) => m.aantal,
                (v) => num(v),
              ),
            ],
            data.messages,
            200,
          ),
        )
      : null,
    el("details", {class: "licentie"}, el("summary", {}, t.library), el("pre", {class: "klein"}, data.library)),
  ],
  true,
];
