/* Leaflet moves and zooms; what it moves is one drawing of ours, an SVG in whole steps of the grid, y downwards. */
const Drawing = L.Renderer.extend({
  initialize(svg, drawn) {
    L.Renderer.prototype.initialize.call(this, {padding: 0.3});
    this._container = svg;
    this._drawn = drawn;
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize(),
      unit = 1 / this._map.getZoomScale(this._map.getZoom(), 0),
      corner = this._map.layerPointToLatLng(this._bounds.min);
    this._container.setAttribute("width", size.x);
    this._container.setAttribute("height", size.y);
    this._container.setAttribute("viewBox", [corner.lng, corner.lat, size.x * unit, size.y * unit].join(" "));
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._drawn(unit);
    this.fire("update");
  },
});

/* A map of one drawing in ``root``. ``drawn`` hears how many steps of the grid go into a pixel, and into a pixel of
   the whole; ``clicked`` where in the grid one chose, on which element, and how far a finger may be off. */
function leaf(root, svg, frame, drawn, clicked) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const crs = L.Util.extend({}, L.CRS.Simple, {
    transformation: L.transformation(1, 0, 1, 0),
    distance: (a, b) => Math.hypot(a.lng - b.lng, a.lat - b.lat) / frame.scale,
  });
  const whole = L.latLngBounds([0, 0], [frame.height, frame.width]);
  const map = L.map(root, {
    crs,
    center: whole.getCenter(),
    zoom: 0,
    zoomSnap: 0,
    zoomDelta: 0.75,
    minZoom: -30,
    maxBounds: whole.pad(0.6),
    zoomControl: false,
    attributionControl: false,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    inertia: !still,
  });
  let home = null;
  new Drawing(svg, (unit) => drawn(unit, 1 / map.getZoomScale(home ?? map.getZoom(), 0))).addTo(map);
  L.control.scale({imperial: false, position: "bottomright"}).addTo(map);

  const fit = (bounds, options) => map.fitBounds(bounds, {animate: false, ...options});
  /* The whole fits again when the map gets another size; who had zoomed in stays there. */
  function resize() {
    const away = home !== null && map.getZoom() > home + 0.01;
    map.setMinZoom(-30).setMaxZoom(30).invalidateSize({animate: false});
    home = map.getBoundsZoom(whole);
    if (!away) fit(whole);
    map.setMinZoom(home - 0.4).setMaxZoom(home + 5.3);
  }
  new ResizeObserver(([{contentRect: box}]) => box.width && box.height && resize()).observe(root);

  // The wheel belongs to the page, until one works in the map or holds Ctrl.
  root.addEventListener(
    "wheel",
    (event) => {
      const here = event.ctrlKey || event.metaKey || document.activeElement === root;
      map.scrollWheelZoom[here ? "enable" : "disable"]();
    },
    {capture: true, passive: true},
  );
  root.addEventListener("keydown", (event) => event.key === "0" && reset());
  map.on("click", ({latlng, originalEvent}) =>
    clicked(latlng.lng, latlng.lat, originalEvent.target, originalEvent.pointerType === "touch" ? 22 : 12),
  );

  function reset() {
    fit(whole);
  }
  /* Bring a box of the grid into view, not closer than nine times the whole, with ``below`` of the height free. */
  function look(box, below) {
    const bounds = L.latLngBounds([box.y, box.x], [box.y + box.height, box.x + box.width]).pad(0.3);
    fit(bounds, {maxZoom: home + Math.log2(9), paddingBottomRight: [0, below * map.getSize().y]});
  }
  /* A printer gives no new size to the page's script: take the size of a sheet, and give it back. */
  function sheet(on) {
    const seen = map.getBounds();
    Object.assign(root.style, on ? {width: "700px", height: "495px"} : {width: "", height: ""});
    resize();
    fit(map.getZoom() > home + 0.01 ? seen : whole);
  }
  return {reset, look, sheet, resize, zoom: (steps) => (steps > 0 ? map.zoomIn() : map.zoomOut())};
}
