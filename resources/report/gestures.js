/* Wheel, fingers, mouse and keys on the map: what they mean is the map's own affair. */
function listen(root, svg, map) {
  const pointers = new Map();
  let start = null,
    spread = 0;

  root.addEventListener(
    "wheel",
    (event) => {
      if (!(event.ctrlKey || event.metaKey || document.activeElement === root)) return;
      event.preventDefault();
      const at = map.place(event);
      map.zoomAt(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150), at.x, at.y);
    },
    {passive: false},
  );
  root.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    pointers.set(event.pointerId, map.place(event));
    if (pointers.size === 1) start = {at: map.place(event), target: event.target, moved: false};
    else if (start) start.moved = true;
    spread = 0;
  });
  root.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const before = pointers.get(event.pointerId),
      now = map.place(event);
    if (start && !start.moved && Math.hypot(now.x - start.at.x, now.y - start.at.y) < 5) return;
    if (start && !start.moved) {
      start.moved = true;
      root.setPointerCapture(event.pointerId);
      svg.classList.add("beweegt"); // what is heavy is not drawn while a finger moves
    }
    pointers.set(event.pointerId, now);
    if (pointers.size === 1) {
      map.pan(now.x - before.x, now.y - before.y);
      return;
    }
    const [a, b] = [...pointers.values()],
      wide = Math.hypot(a.x - b.x, a.y - b.y);
    if (spread) map.zoomAt(wide / spread, (a.x + b.x) / 2, (a.y + b.y) / 2);
    spread = wide;
  });
  for (const name of ["pointerup", "pointercancel"])
    root.addEventListener(name, (event) => {
      if (!pointers.delete(event.pointerId)) return;
      spread = 0;
      if (name === "pointerup" && start && !start.moved) map.pick(start, event.pointerType === "touch" ? 22 : 12);
      if (!pointers.size) {
        start = null;
        svg.classList.remove("beweegt");
      }
    });
  root.addEventListener("dblclick", (event) => {
    const at = map.place(event);
    map.zoomAt(2, at.x, at.y);
  });
  root.addEventListener("keydown", (event) => {
    const step = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]}[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) map.pan(...step);
    else if (event.key === "+" || event.key === "=") map.zoomBy(1.5);
    else if (event.key === "-") map.zoomBy(1 / 1.5);
    else if (event.key === "0") map.reset();
    else return;
    event.preventDefault();
  });
}
