// The map on the screen: vis-network for boxes, choosing and moving; our own painter for the rest.

import { searchBox } from "./map_find.mjs";
import { CLOSER, FARTHER, press } from "./map_keys.mjs";
import { Mover } from "./map_move.mjs";
import { badge, bar, corner, paintAbsence, paintBehind, paintHeading, paintLabel, paintLine } from "./map_paint.mjs";
import { button, element, fillDetails, lineFilters, shapes, showDetails, spoken, tierFilters } from "./map_panel.mjs";
import { savePicture } from "./map_picture.mjs";
import { Sight } from "./map_sight.mjs";
import { showStart } from "./map_start.mjs";

const HELP = "Arrow keys move to the nearest box in that direction, Enter opens it, Escape clears. Plus and minus zoom, 0 shows everything, Shift with an arrow moves the picture. A box can be dragged elsewhere.";
const FINGER_HELP = "Drag to move the picture, pinch to zoom, tap a box to read about it. Its details have buttons that move it.";
const SMALL_SCREEN = "(max-width: 60rem)";
const FINGERS = window.matchMedia("(pointer: coarse)").matches;
const INK = "#0b0c0c";

// before is a view of the same map that this one takes the place of: what was chosen stays chosen,
// and where nothing but places changed (stay), what is in sight stays in sight.
export function startMap(app, data, still, before = null, stay = false) {
  const sight = stay && before.state.moved ? { position: before.network.getViewPosition(), scale: before.network.getScale() } : null;
  before?.leave();
  return new MapView(app, data, still, before, sight);
}

class MapView {
  constructor(app, data, still, before, sight) {
    this.began = performance.now();
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.app = app;
    this.data = data;
    this.still = still;
    this.byId = new Map(data.marks.map((mark) => [mark.id, mark]));
    const shown = Object.fromEntries(Object.entries(data.lineLooks).map(([name, look]) => [name, !look.hidden]));
    const kept = before?.state ?? {};
    this.state = { chosen: null, shown: kept.shown ?? shown, tiers: kept.tiers ?? {}, signs: kept.signs ?? {}, moved: false };
    app.hidden = false;
    app.classList.toggle("map-app--projector", data.theme === "projector");
    this.build();
    this.startNetwork();
    this.sight = new Sight(this);
    this.listen();
    this.mover = new Mover(this);
    this.sight.begin();
    if (sight) {
      this.network.moveTo({ ...sight, animation: false });
      this.state.moved = true;
    }
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
      element("div", { class: "map-groups" }, lineFilters(data, state, changed), tierFilters(data, state, changed), shapes(data, state, changed)),
    );
    this.empty = element("p", { class: "map-empty", hidden: true }, "Every tier is switched off, so no body is left to see. Switch one on below, under \u201cBodies by tier\u201d.");
    const row = element("div", { class: "map-row" }, this.holder, this.panel);
    const bar = element("div", { class: "map-bar" }, searchBox(data.marks, (id, problem) => this.find(id, problem)), this.tools());
    const help = element("p", { id: "map-help", class: "map-help" }, FINGERS ? FINGER_HELP : HELP);
    // On a small screen the picture comes first, for eyes and for keys alike.
    const parts = window.matchMedia(SMALL_SCREEN).matches ? [row, this.live, bar, help] : [bar, help, row, this.live];
    this.app.append(this.empty, ...parts, key);
    this.showDetails(null);
  }

  tools() {
    const wide = () => (document.fullscreenElement ? document.exitFullscreen() : this.app.requestFullscreen());
    return element(
      "div",
      { class: "map-tools", role: "group", "aria-label": "Move and keep the picture" },
      button("+", () => this.sight.zoom(CLOSER), "Zoom in"),
      button("−", () => this.sight.zoom(FARTHER), "Zoom out"),
      button("←", () => this.sight.pan([-1, 0]), "Move left"),
      button("→", () => this.sight.pan([1, 0]), "Move right"),
      button("↑", () => this.sight.pan([0, -1]), "Move up"),
      button("↓", () => this.sight.pan([0, 1]), "Move down"),
      button("Show all", () => this.sight.showAll()),
      button("Full screen", wide),
      button("Save as PNG", () => savePicture(this)),
      button("Put everything back", () => this.mover.putBack()),
      this.data.opened.length ? button("Fold alike things again", () => this.reopen([])) : "",
    );
  }

  // The same page with these stacks opened.
  reopen(ids) {
    const address = new URL(window.location.href);
    address.searchParams.delete("open");
    ids.forEach((id) => address.searchParams.append("open", id));
    window.location.assign(address);
  }

  // What can be done with the chosen box.
  actions(mark) {
    const open = () => this.reopen([...this.data.opened, mark.id]);
    const stack = mark.count > 1 && (this.data.keepTo || this.data.detailsAt) ? [button("Show each of them on the map", open)] : [];
    const ways = [["←", "left"], ["→", "right"], ["↑", "up"], ["↓", "down"]];
    const moves = ways.map(([sign, way]) => button(sign, () => this.mover.nudge(way), `Move this box ${way}`));
    return [
      ...stack,
      element("div", { class: "map-nudge", role: "group", "aria-label": "Move this box" }, element("span", {}, "Move this box"), ...moves),
    ];
  }

  startNetwork() {
    // White words on a yellow box could not be read.
    const chosen = { label: (values) => { values.color = INK; } };
    this.nodes = new vis.DataSet(this.data.nodes.map((node) => ({ ...node, chosen })));
    const edges = new vis.DataSet(this.data.edges.map((edge) => ({ ...edge, hidden: true })));
    // Two fingers zoom, and one moves the picture, never a box that happens to lie below it.
    const touch = FINGERS ? { zoomView: true, dragNodes: false } : {};
    const options = { ...this.data.options, interaction: { ...this.data.options.interaction, ...touch } };
    this.network = new vis.Network(this.holder, { nodes: this.nodes, edges }, options);
    this.holder.querySelectorAll("[tabindex]").forEach((inner) => inner.setAttribute("tabindex", "-1"));
    this.holder.querySelector("canvas").setAttribute("aria-hidden", "true");
    this.network.on("beforeDrawing", (ctx) => this.paintBelow(ctx));
    this.network.on("afterDrawing", (ctx) => this.paintAbove(ctx));
  }

  listen() {
    this.holder.addEventListener("keydown", (event) => press(this, event));
    this.network.on("click", (event) => this.choose(event.nodes[0] ?? null));
    this.network.on("doubleClick", () => this.open());
    for (const moved of ["dragEnd", "zoom", "pinch"]) {
      this.network.on(moved, (event) => { this.state.moved ||= !event.nodes?.length; });
    }
    // The wheel scrolls the page until somebody is at work in the map.
    if (!FINGERS) {
      this.holder.addEventListener("focus", () => this.network.setOptions({ interaction: { zoomView: true } }));
      this.holder.addEventListener("blur", () => this.network.setOptions({ interaction: { zoomView: false } }));
    }
    new ResizeObserver(() => {
      if (!this.state.moved && this.holder.clientWidth) {
        this.network.setSize("100%", "100%");
        this.sight.showAll();
        this.network.redraw();
      }
    }).observe(this.holder);
  }

  // A sign that stands at nearly every box says nothing: it waits for its box, or for its switch.
  signed(mark) {
    const { look } = mark.badge;
    return this.state.signs[look] ?? (!this.data.badgeLooks[look].hidden || mark.id === this.state.chosen);
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
    chosenLast.forEach((line) => paintLine(ctx, this.mover.points(line), this.data.lineLooks[line.look], this.touches(line), this.data.scale));
    for (const mark of this.data.marks) {
      if (mark.count > 1 && this.there(mark.id)) {
        paintBehind(ctx, mark, this.data.markLooks[mark.look]);
      }
    }
  }

  paintAbove(ctx) {
    const { data } = this;
    data.marks.filter((mark) => this.there(mark.id)).forEach((mark) => this.paintSigns(ctx, mark));
    data.headings.forEach((heading) => paintHeading(ctx, heading, data.font));
    const absences = data.absences.filter((line) => this.drawn(line)).map((line) => this.mover.points(line));
    absences.forEach((line) => paintAbsence(ctx, line, data.lineLooks[line.look], this.touches(line), data.scale));
    const lines = data.lines.filter((line) => this.drawn(line)).map((line) => this.mover.points(line));
    for (const line of [...lines, ...absences]) {
      const ink = this.touches(line) ? INK : data.lineLooks[line.look].colour;
      if (line.label) {
        paintLabel(ctx, line.label, line.at, data.font, ink);
      } else if (line.kind && this.touches(line)) {
        paintLabel(ctx, line.kind, line.kindAt, data.font, ink);
      }
    }
    this.app.dataset.scale = this.network.getScale().toFixed(3);
    if (!this.app.dataset.drawn) {
      this.app.dataset.drawn = String(Math.round(performance.now() - this.began));
      this.still.classList.add("map-still--kept");
    }
  }

  paintSigns(ctx, mark) {
    const look = this.data.markLooks[mark.look];
    const [right, top] = [mark.x + mark.w / 2, mark.y - mark.h / 2];
    if (look.shape === "paper" && mark.id !== this.state.chosen) {
      corner(ctx, right, top, look);
    }
    if (mark.bar !== null) {
      bar(ctx, mark.bar, mark.x - mark.w / 2, top, mark.w, mark.h);
    }
    if (mark.badge && this.signed(mark)) {
      badge(ctx, mark.badge.sign, this.data.badgeLooks[mark.badge.look], mark.badge.look, right, top, this.data.scale);
    }
  }

  choose(id) {
    const mark = this.byId.get(id) ?? null;
    this.state.chosen = mark ? id : null;
    this.network.selectNodes(mark ? [id] : [], false);
    this.app.dataset.chosen = mark ? id : "";
    const known = this.showDetails(mark);
    this.live.textContent = mark ? spoken(mark) : "Nothing chosen.";
    if (mark && !mark.details) {
      this.ask(mark, known);
    }
    this.network.redraw();
  }

  // The details of a box come when it is chosen: of all boxes they would be half of the page.
  async ask(mark, known) {
    const said = this.live.textContent;
    const address = new URL(this.data.detailsAt, window.location.href);
    address.searchParams.set("box", mark.id);
    const answer = await fetch(address).catch(() => null);
    const details = answer?.ok ? await answer.json().catch(() => null) : null;
    mark.details = details;
    fillDetails(known, mark, this.data.absences);
    // Meanwhile another box may have been chosen, or something else been said.
    if (this.state.chosen === mark.id && this.live.textContent === said) {
      this.live.textContent = details ? spoken(mark) : `${said} Its details could not be read: is the service still running?`;
    }
  }

  showDetails(mark) {
    if (mark) {
      return showDetails(this.panel, mark, this.data.absences, this.actions(mark));
    }
    showStart(this.panel, this.data, (id) => this.find(id));
    return null;
  }

  find(id, problem) {
    if (id) {
      this.choose(id);
      this.sight.bringIntoSight(this.byId.get(id));
    } else {
      this.live.textContent = problem;
    }
  }

  filter(words) {
    const { tiers, chosen } = this.state;
    this.nodes.update(this.data.marks.map((mark) => ({ id: mark.id, hidden: mark.body && tiers[mark.tier] === false })));
    if (chosen !== null && !this.there(chosen)) {
      this.choose(null);
    }
    const bodies = this.data.marks.filter((mark) => mark.body);
    this.empty.hidden = !bodies.length || bodies.some((mark) => this.there(mark.id));
    this.live.textContent = this.empty.hidden ? words : this.empty.textContent;
    this.network.redraw();
  }

  open() {
    const mark = this.byId.get(this.state.chosen);
    if (mark?.href) {
      window.location.assign(mark.href);
    } else if (mark) {
      this.panel.focus();
    }
  }
}
