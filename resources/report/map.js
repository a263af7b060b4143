/* The map: draws the data as one SVG, hands it to Leaflet to move, and tells what was picked. */
function makeMap(data, t, onPick) {
  const colors = data.colors,
    DOTS = [6, 7.5, 9, 11.5, 14];
  const layers = {};
  const crowd = Math.min(1, Math.max(0.45, Math.sqrt(400 / data.rotondes.length))); // many places, small dots
  let drawn = 0;

  const group = (name, ...children) => (layers[name] = el("g", {class: `l-${name}`}, ...children));
  const line = (path, attributes) => el("path", {d: path, ...attributes});
  const lines = (paths, attributes) => paths.map((path) => line(path, attributes));
  const hatch = el(
    "pattern",
    {id: "arcering", width: 7, height: 7, patternUnits: "userSpaceOnUse"},
    el("rect", {width: 7, height: 7, fill: "#f3f1ee"}),
    el("path", {class: "streepje", d: "M-1 1L1 -1M0 7L7 0M6 8L8 6", stroke: "#9b97a3", "stroke-width": 1.1}),
  );
  const areas = data.buurten.map((b, i) => {
    const node = line(b.path, {"data-kind": "buurt", "data-i": i, class: "buurt"});
    node.append(el("title", {}, b.buurtnaam || b.buurtcode || ""));
    return node;
  });
  const order = data.rotondes.map((r, i) => i).reverse();
  const dots = order.map((i) => {
    const r = data.rotondes[i],
      step = classOf(r.rotondescore, colors.limits);
    const size = step < 0 ? 6 : DOTS[step];
    const at = `M${r.at[0]} ${r.at[1]}h1`;
    return el(
      "g",
      {"data-kind": "rotonde", "data-i": i},
      el("title", {}, nameOf(r)),
      line(at, {class: "dot rand", style: `--d:${size + (step < 0 ? 3 : 2.4)}`}),
      line(at, {class: "dot", style: `--d:${size}`, stroke: step < 0 ? "#ffffff" : colors.score[step]}),
    );
  });
  const kinds = ["fysiek", "sociaal", "structureel"];
  const links = data.missing.map((m, i) => [m, i]).filter(([m]) => (m.rang || 0) <= data.missingOnMap);
  const mark = el("g", {class: "keuze"});
  const names = el(
    "g",
    {class: "namen", "aria-hidden": "true"},
    data.buurten.map((b) =>
      el("text", {x: b.at[0], y: b.at[1], "text-anchor": "middle"}, b.buurtnaam || b.buurtcode || ""),
    ),
  );
  const svg = el(
    "svg",
    {class: "leaflet-zoom-animated", role: "img", "aria-label": t.mapLabel},
    el("defs", {}, hatch),
    group("vlakken", areas),
    group(
      "ondergrond",
      ["groen", "water", "waterlijn", "bebouwing", "straten", "spoor"].map((kind) =>
        lines(data.base[kind], {class: kind}),
      ),
    ),
    el(
      "g",
      {class: "grenzen"},
      data.buurten.map((b) => line(b.path, {})),
    ),
    group(
      "stromen",
      data.flows.map((f, i) => lines(f.paths, {class: "stroom", stroke: flowColor(i), "stroke-width": flowWidth(i)})),
    ),
    group(
      "lijnen",
      data.lines.map((l, i) =>
        line(l.path, {
          class: "lijn",
          "data-kind": "lijn",
          "data-i": i,
          stroke: l.overbrugging === null ? "#8d8798" : colors.bridging[classOf(l.overbrugging, colors.bridgingLimits)],
          "stroke-width": 1.5 + 3 * (l.sterkte || 0),
        }),
      ),
    ),
    group(
      "schakels",
      links.map(([m, i]) =>
        el(
          "g",
          {"data-kind": "schakel", "data-i": i},
          line(m.path, {class: "schakel rand"}),
          line(m.path, {class: "schakel", stroke: colors.missing[Math.max(0, kinds.indexOf(m.soort))]}),
        ),
      ),
    ),
    group("rotondes", dots),
    mark,
    names,
  );
  const root = el("div", {class: "doek", tabindex: 0, role: "group", "aria-label": t.mapHelp});

  function flowColor(i) {
    return colors.flow[Math.min(4, Math.round(((i + 1) * 4) / Math.max(1, data.flows.length)))];
  }
  function flowWidth(i) {
    return [1.2, 2.2, 3.4, 5][Math.min(3, i + 4 - Math.min(4, data.flows.length))];
  }

  /* What has a size on the screen, whatever the zoom: ``unit`` and ``whole`` are steps of the grid per pixel. */
  function draw(unit, whole) {
    if (unit === drawn) return;
    drawn = unit;
    const zoom = whole / unit;
    svg.style.setProperty(
      "--z",
      Math.min(1.6, (root.clientWidth > 600 ? 0.78 : 0.58) * crowd + 0.22 * Math.log2(Math.max(1, zoom))),
    );
    svg.classList.toggle("dichtbij", zoom > 2.2);
    hatch.setAttribute("patternTransform", `scale(${unit})`);
    names.style.fontSize = `${12.5 * unit}px`;
    names.style.strokeWidth = `${3.2 * unit}px`;
    label(unit);
  }

  /* Hide the names that would touch one drawn before; larger neighbourhoods come first. */
  function label(unit) {
    const taken = [];
    for (const i of bySize) {
      const [x, y] = data.buurten[i].at,
        text = names.children[i];
      const half = (text.textContent.length * 4 + 4) * unit,
        tall = 9.5 * unit;
      const free = taken.every(([a, b, h]) => Math.abs(a - x) > h + half || Math.abs(b - y) > 2 * tall);
      text.style.display = free ? "" : "none";
      if (free) taken.push([x, y, half]);
    }
  }
  const bySize = data.buurten
    .map((b, i) => i)
    .sort((a, b) => (data.buurten[b].inwoners || 0) - (data.buurten[a].inwoners || 0));

  /* A finger is broad: the nearest rotonde within reach goes before what lies under it. */
  function pick(x, y, target, reach) {
    let best = null,
      nearest = reach * drawn;
    if (!layers.rotondes.hasAttribute("hidden"))
      data.rotondes.forEach((r, i) => {
        const far = Math.hypot(r.at[0] - x, r.at[1] - y);
        if (far < nearest) {
          nearest = far;
          best = i;
        }
      });
    const under = target.closest("[data-kind]");
    if (best !== null) onPick("rotonde", best);
    else if (under) onPick(under.dataset.kind, Number(under.dataset.i));
  }

  function setFill(colorOf) {
    areas.forEach((node, i) => node.setAttribute("fill", colorOf(data.buurten[i])));
  }
  function toggle(name, on) {
    layers[name].toggleAttribute("hidden", !on);
  }

  /* Mark what was picked; with ``zoom``, bring it into view, above the middle by ``lower`` of the height. */
  function select(kind, i, zoom, lower = 0) {
    const picked =
      kind === "buurt"
        ? data.buurten[i]
        : kind === "rotonde"
          ? data.rotondes[i]
          : kind === "lijn"
            ? data.lines[i]
            : kind === "schakel"
              ? data.missing[i]
              : null;
    mark.replaceChildren();
    if (!picked) return;
    if (kind === "rotonde") {
      const at = `M${picked.at[0]} ${picked.at[1]}h1`;
      mark.append(
        line(at, {class: "dot", style: "--d:24", stroke: "#1d1733"}),
        line(at, {class: "dot", style: "--d:18.5", stroke: "#ffffff"}),
        dots[order.indexOf(i)].cloneNode(true),
      );
    } else mark.append(line(picked.path, {class: "omtrek wit"}), line(picked.path, {class: "omtrek"}));
    if (zoom) moved.look(mark.getBBox(), 2 * lower);
  }

  const moved = leaf(root, svg, data.frame, draw, pick);
  return {root, setFill, toggle, select, flowColor, flowWidth, ...moved};
}
