// The map on the screen: vis-network for boxes, choosing and moving; our own painter for the rest.

import { badge, corner, paintAbsence, paintBehind, paintHeading, paintLabel, paintLine } from "./map_paint.mjs";
import { button, element, lineFilters, searchBox, shapes, showDetails, spoken, tierFilters } from "./map_panel.mjs";

const HELP = "Arrow keys move to the nearest box in that direction, Enter opens it, Escape clears. Plus and minus zoom, 0 shows everything, Shift with an arrow moves the picture.";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const [CLOSER, FARTHER] = [1.25, 0.8];
const LARGEST = 1.6;
const INK = "#0b0c0c";

// before is a view of the same map that this one takes the place of: what was chosen stays chosen.
export function startMap(app, data, still, before = null) {
  before?.leave();
  return new MapView(app, data, still, before);
}

class MapView {
  constructor(app, data, still, before) {
    this.began = performance.now();
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.app = app;
    this.data = data;
    this.still = still;
    this.byId = new Map(data.marks.map((mark) => [mark.id, mark]));
    const shown = Object.fromEntries(Object.entries(data.lineLooks).map(([name, look]) => [name, !look.hidden]));
    this.state = { chosen: null, shown: before?.state.shown ?? shown, tiers: before?.state.tiers ?? {}, moved: false };
    app.hidden = false;
    this.build();
    this.startNetwork();
    this.listen();
    this.showAll();
    if (this.byId.has(before?.state.chosen)) {
      this.choose(before.state.chosen);
    }
  }

  leave() {
    this.network.destroy();
    this.app.replaceChildren();
  }

  build() {
    const { data, state } = this;
    const changed = (words) => this.filter(words);
    this.holder = element("div", { class: "map-canvas", tabindex: "0", role: "application", "aria-label": data.title, "aria-describedby": "map-help" });
    this.panel = element("section", { class: "map-details", "aria-label": "Details", tabindex: "0" });
    this.live = element("p", { class: "map-live", role: "status", "aria-live": "polite" });
    const key = element(
      "details",
      { class: "map-key", open: true },
      element("summary", {}, "What the shapes and lines mean, and filters"),
      element("div", { class: "map-groups" }, lineFilters(data, state, changed), tierFilters(data, state, changed), shapes(data)),
    );
    this.app.append(
      element("div", { class: "map-bar" }, searchBox(data.marks, (id, problem) => this.find(id, problem)), this.tools()),
      element("p", { id: "map-help", class: "map-help" }, HELP),
      element("div", { class: "map-row" }, this.holder, this.panel),
      this.live,
      key,
    );
    showDetails(this.panel, null, []);
  }

  tools() {
    const wide = () => (document.fullscreenElement ? document.exitFullscreen() : this.app.requestFullscreen());
    return element(
      "div",
      { class: "map-tools", role: "group", "aria-label": "Move and keep the picture" },
      button("+", () => this.zoom(CLOSER), "Zoom in"),
      button("−", () => this.zoom(FARTHER), "Zoom out"),
      button("←", () => this.pan([-1, 0]), "Move left"),
      button("→", () => this.pan([1, 0]), "Move right"),
      button("↑", () => this.pan([0, -1]), "Move up"),
      button("↓", () => this.pan([0, 1]), "Move down"),
      button("Show all", () => this.showAll()),
      button("Full screen", wide),
      button("Save as PNG", () => this.keep()),
    );
  }

  startNetwork() {
    // White words on a yellow box could not be read.
    const chosen = { label: (values) => { values.color = INK; } };
    this.nodes = new vis.DataSet(this.data.nodes.map((node) => ({ ...node, chosen })));
    const edges = new vis.DataSet(this.data.edges.map((edge) => ({ ...edge, hidden: true })));
    this.network = new vis.Network(this.holder, { nodes: this.nodes, edges }, this.data.options);
    this.holder.querySelectorAll("[tabindex]").forEach((inner) => inner.setAttribute("tabindex", "-1"));
    this.holder.querySelector("canvas").setAttribute("aria-hidden", "true");
    this.network.on("beforeDrawing", (ctx) => this.paintBelow(ctx));
    this.network.on("afterDrawing", (ctx) => this.paintAbove(ctx));
  }

  listen() {
    this.holder.addEventListener("keydown", (event) => this.press(event));
    this.network.on("click", (event) => this.choose(event.nodes[0] ?? null));
    this.network.on("doubleClick", () => this.open());
    for (const moved of ["dragEnd", "zoom"]) {
      this.network.on(moved, () => { this.state.moved = true; });
    }
    // The wheel scrolls the page until somebody is at work in the map.
    this.holder.addEventListener("focus", () => this.network.setOptions({ interaction: { zoomView: true } }));
    this.holder.addEventListener("blur", () => this.network.setOptions({ interaction: { zoomView: false } }));
    new ResizeObserver(() => {
      if (!this.state.moved && this.holder.clientWidth) {
        this.network.setSize("100%", "100%");
        this.showAll();
        this.network.redraw();
      }
    }).observe(this.holder);
  }

  there(id) {
    return !id || !this.nodes.get(id)?.hidden;
  }

  touches(line) {
    return this.state.chosen !== null && (line.from === this.state.chosen || line.to === this.state.chosen);
  }

  drawn(line) {
    const look = this.data.lineLooks[line.look];
    return this.there(line.from) && this.there(line.to) && (this.state.shown[line.look] || (look.hidden && this.touches(line)));
  }

  paintBelow(ctx) {
    const lines = this.data.lines.filter((line) => this.drawn(line));
    const chosenLast = [...lines.filter((line) => !this.touches(line)), ...lines.filter((line) => this.touches(line))];
    chosenLast.forEach((line) => paintLine(ctx, line, this.data.lineLooks[line.look], this.touches(line)));
    for (const mark of this.data.marks) {
      if (mark.count > 1 && this.there(mark.id)) {
        paintBehind(ctx, mark, this.data.markLooks[mark.sort]);
      }
    }
  }

  paintAbove(ctx) {
    const { data } = this;
    data.marks.filter((mark) => this.there(mark.id)).forEach((mark) => this.paintSigns(ctx, mark));
    data.headings.forEach((heading) => paintHeading(ctx, heading, data.font));
    const absences = data.absences.filter((line) => this.drawn(line));
    absences.forEach((line) => paintAbsence(ctx, line, data.lineLooks[line.look], this.touches(line)));
    for (const line of [...data.lines.filter((each) => this.drawn(each)), ...absences]) {
      const words = line.label || (this.touches(line) ? line.kind : "");
      const size = line.look === "gap" ? 12 : Math.max(12, data.font - 2);
      if (words) {
        paintLabel(ctx, words, line.at, size, this.touches(line) ? INK : data.lineLooks[line.look].colour);
      }
    }
    if (!this.app.dataset.drawn) {
      this.app.dataset.drawn = String(Math.round(performance.now() - this.began));
      this.still.classList.add("map-still--kept");
    }
  }

  paintSigns(ctx, mark) {
    const look = this.data.markLooks[mark.sort];
    const [right, top] = [mark.x + mark.w / 2, mark.y - mark.h / 2];
    if (look.shape === "paper" && mark.id !== this.state.chosen) {
      corner(ctx, right, top, look);
    }
    if (mark.badge) {
      badge(ctx, mark.badge.sign, this.data.badgeLooks[mark.badge.look], mark.badge.look, right, top, this.data.font / 14);
    }
  }

  showAll() {
    const { holder } = this;
    if (!holder.clientWidth || !holder.clientHeight) {
      return;
    }
    const [left, top, width, height] = this.data.box;
    holder.style.height = document.fullscreenElement ? "" : `${Math.round((holder.clientWidth * height) / width) + 16}px`;
    const scale = Math.min(holder.clientWidth / width, holder.clientHeight / height, LARGEST);
    this.network.moveTo({ position: { x: left + width / 2, y: top + height / 2 }, scale, animation: false });
    this.state.moved = false;
  }

  choose(id) {
    const mark = this.byId.get(id) ?? null;
    this.state.chosen = mark ? id : null;
    this.network.selectNodes(mark ? [id] : [], false);
    this.app.dataset.chosen = mark ? id : "";
    showDetails(this.panel, mark, this.data.absences);
    this.live.textContent = mark ? spoken(mark) : "Nothing chosen.";
    this.network.redraw();
  }

  find(id, problem) {
    if (id) {
      this.choose(id);
      this.bringIntoSight(this.byId.get(id));
    } else {
      this.live.textContent = problem;
    }
  }

  bringIntoSight(mark) {
    const at = this.network.canvasToDOM({ x: mark.x, y: mark.y });
    const edge = 10;
    const outside = (value, most) => value < edge || value > most - edge;
    if (outside(at.x, this.holder.clientWidth) || outside(at.y, this.holder.clientHeight)) {
      this.state.moved = true;
      const animation = this.calm ? false : { duration: 250, easingFunction: "easeInOutQuad" };
      this.network.moveTo({ position: { x: mark.x, y: mark.y }, animation });
    }
  }

  filter(words) {
    const { tiers, chosen } = this.state;
    this.nodes.update(this.data.marks.map((mark) => ({ id: mark.id, hidden: mark.body && tiers[mark.tier] === false })));
    if (chosen !== null && !this.there(chosen)) {
      this.choose(null);
    }
    this.live.textContent = words;
    this.network.redraw();
  }

  // The nearest box in a direction; what is off to the side counts double.
  next([dx, dy]) {
    const from = this.byId.get(this.state.chosen);
    const visible = this.data.marks.filter((mark) => mark !== from && this.there(mark.id));
    if (!from) {
      const fromTop = visible.sort((a, b) => a.y - b.y || a.x - b.x);
      return fromTop.find((mark) => !mark.missing) ?? fromTop[0];
    }
    const scored = visible.map((mark) => {
      const [x, y] = [mark.x - from.x, mark.y - from.y];
      const along = x * dx + y * dy;
      return { mark, along, score: along + 2 * Math.abs(dx ? y : x) };
    });
    return scored.filter((each) => each.along > 1).sort((a, b) => a.score - b.score)[0]?.mark;
  }

  step(direction) {
    const mark = this.next(direction);
    if (mark) {
      this.choose(mark.id);
      this.bringIntoSight(mark);
    } else {
      this.live.textContent = "Nothing further in that direction.";
    }
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const direction = ARROWS[event.key];
    const actions = {
      Enter: () => this.open(),
      Escape: () => this.choose(null),
      "+": () => this.zoom(CLOSER),
      "=": () => this.zoom(CLOSER),
      "-": () => this.zoom(FARTHER),
      0: () => this.showAll(),
    };
    const act = direction ? () => (event.shiftKey ? this.pan(direction) : this.step(direction)) : actions[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  zoom(factor) {
    this.state.moved = true;
    this.network.moveTo({ scale: Math.min(4, Math.max(0.1, this.network.getScale() * factor)), animation: false });
  }

  pan([dx, dy]) {
    this.state.moved = true;
    const at = this.network.getViewPosition();
    const reach = 160 / this.network.getScale();
    this.network.moveTo({ position: { x: at.x + dx * reach, y: at.y + dy * reach }, animation: false });
  }

  open() {
    const mark = this.byId.get(this.state.chosen);
    if (mark?.href) {
      window.location.assign(mark.href);
    } else if (mark) {
      this.panel.focus();
    }
  }

  async keep() {
    const picture = this.holder.querySelector("canvas");
    const ratio = picture.width / this.holder.clientWidth;
    const margin = 44 * ratio;
    const copy = element("canvas", { width: picture.width, height: picture.height + margin });
    const ctx = copy.getContext("2d");
    ctx.fillStyle = "#ffffff";
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(picture, 0, margin);
    ctx.fillStyle = INK;
    ctx.font = `bold ${20 * ratio}px Arial, sans-serif`;
    ctx.fillText(this.data.title, 14 * ratio, 29 * ratio);
    const blob = await new Promise((done) => { copy.toBlob(done, "image/png"); });
    const link = element("a", { href: URL.createObjectURL(blob), download: `${this.data.slug}-map-${this.data.day}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    this.live.textContent = "The picture was saved as PNG.";
  }
}
