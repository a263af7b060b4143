/* The map: draws the data on an SVG of its own, pans and zooms, and tells what was picked. */
function makeMap(data, t, onPick) {
  const {width, height} = data.frame,
    colors = data.colors,
    DOTS = [6, 7.5, 9, 11.5, 14];
  const view = {x: 0, y: 0, w: width, h: height};
  const home = {...view};
  const layers = {};
  let box = {width: 1, height: 1},
    picked = null;

  const group = (name, ...children) => (layers[name] = el("g", {class: `l-${name}`}, ...children));
  const line = (path, attributes) => el("path", {d: path, ...attributes});
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
  const heavy = (data.base.straten || "").length > 400000;
  const svg = el(
    "svg",
    {class: heavy ? "zwaar" : null, role: "img", "aria-label": t.mapLabel, preserveAspectRatio: "xMidYMid meet"},
    el("defs", {}, hatch),
    group("vlakken", areas),
    group(
      "ondergrond",
      line(data.base.groen, {class: "groen"}),
      line(data.base.water, {class: "water"}),
      line(data.base.waterlijn, {class: "waterlijn"}),
      line(data.base.bebouwing, {class: "bebouwing"}),
      line(data.base.straten, {class: "straten"}),
      line(data.base.spoor, {class: "spoor"}),
    ),
    el(
      "g",
      {class: "grenzen"},
      data.buurten.map((b) => line(b.path, {})),
    ),
    group(
      "stromen",
      data.flows.map((f, i) => line(f.path, {class: "stroom", stroke: flowColor(i), "stroke-width": flowWidth(i)})),
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
  const root = el("div", {class: "doek", tabindex: 0, role: "group", "aria-label": t.mapHelp}, svg);

  function flowColor(i) {
    return colors.flow[Math.min(4, Math.round(((i + 1) * 4) / Math.max(1, data.flows.length)))];
  }
  function flowWidth(i) {
    return [1.2, 2.2, 3.4, 5][Math.min(3, i + 4 - Math.min(4, data.flows.length))];
  }

  const perPixel = () => Math.max(view.w / box.width, view.h / box.height);
  const homeUnit = () => Math.max(home.w / box.width, home.h / box.height);
  const place = (event) => {
    const rect = root.getBoundingClientRect();
    return {x: event.clientX - rect.left, y: event.clientY - rect.top};
  };
  /* Show so many grid steps per pixel, around a point of the grid. */
  function show(unit, x, y) {
    const fit = Math.min(homeUnit() * 1.3, Math.max(homeUnit() / 40, unit));
    Object.assign(view, {
      w: fit * box.width,
      h: fit * box.height,
      x: x - (fit * box.width) / 2,
      y: y - (fit * box.height) / 2,
    });
    draw();
  }

  function draw() {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    const unit = perPixel(),
      zoom = homeUnit() / unit;
    svg.style.setProperty(
      "--z",
      Math.min(1.6, 0.58 + 0.22 * Math.log2(Math.max(1, zoom)) + (box.width > 600 ? 0.2 : 0)),
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

  function zoomAt(factor, px, py) {
    const unit = perPixel(),
      next = Math.min(homeUnit() * 1.3, Math.max(homeUnit() / 40, unit / factor));
    const dx = px - box.width / 2,
      dy = py - box.height / 2;
    show(next, view.x + view.w / 2 + dx * (unit - next), view.y + view.h / 2 + dy * (unit - next));
  }
  function pan(dx, dy) {
    const unit = perPixel();
    view.x = Math.min(width, Math.max(-view.w, view.x - dx * unit));
    view.y = Math.min(height, Math.max(-view.h, view.y - dy * unit));
    draw();
  }
  listen(root, svg, {place, zoomAt, zoomBy, pan, pick, reset});

  /* A finger is broad: the nearest rotonde within reach goes before what lies under it. */
  function pick(from, reach) {
    const unit = perPixel();
    const x = view.x + view.w / 2 + (from.at.x - box.width / 2) * unit;
    const y = view.y + view.h / 2 + (from.at.y - box.height / 2) * unit;
    let best = null,
      nearest = reach * unit;
    if (!layers.rotondes.hasAttribute("hidden"))
      data.rotondes.forEach((r, i) => {
        const far = Math.hypot(r.at[0] - x, r.at[1] - y);
        if (far < nearest) {
          nearest = far;
          best = i;
        }
      });
    const target = from.target.closest("[data-kind]");
    if (best !== null) onPick("rotonde", best);
    else if (target) onPick(target.dataset.kind, Number(target.dataset.i));
  }

  function reset() {
    Object.assign(view, home);
    draw();
  }
  function zoomBy(factor) {
    zoomAt(factor, box.width / 2, box.height / 2);
  }

  function setFill(colorOf) {
    areas.forEach((node, i) => node.setAttribute("fill", colorOf(data.buurten[i])));
  }
  function toggle(name, on) {
    layers[name].toggleAttribute("hidden", !on);
  }

  /* Mark what was picked; with ``zoom``, bring it into view, above the middle by ``lower`` of the height. */
  function select(kind, i, zoom, lower = 0) {
    picked =
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
    if (!zoom) return;
    const area = mark.getBBox(),
      free = 1 - 2 * lower;
    const unit = Math.max((1.6 * area.width) / box.width, (1.6 * area.height) / box.height / free, homeUnit() / 9);
    show(unit, area.x + area.width / 2, area.y + area.height / 2 + lower * unit * box.height);
  }
  /* A printer gives no new size to the page's script: draw for the width of a sheet, and back again. */
  function sheet(on) {
    const real = root.getBoundingClientRect();
    box = on ? {width: 700, height: 500} : {width: real.width, height: real.height};
    draw();
  }

  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width) {
      box = entry.contentRect;
      draw();
    }
  }).observe(root);
  return {root, setFill, toggle, select, reset, zoomBy, sheet, flowColor, flowWidth};
}
