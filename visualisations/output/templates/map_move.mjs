// Boxes that people put elsewhere: by dragging, or by the buttons in the panel. The service keeps
// their places and finds the lines anew; a file on its own keeps nothing and draws them straight.

const SOON = 500;
const STEP = 30;
const DIRECTIONS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

export class Mover {
  constructor(view) {
    this.view = view;
    this.moved = new Set();
    this.home = new Map(view.data.marks.map((mark) => [mark.id, [mark.x, mark.y]]));
    view.network.on("dragStart", (event) => {
      if (event.nodes.length) {
        view.choose(event.nodes[0]);
      }
    });
    view.network.on("dragging", (event) => this.follow(event.nodes));
    view.network.on("dragEnd", (event) => {
      if (event.nodes.length) {
        this.follow(event.nodes);
        this.keepSoon(0);
      }
    });
  }

  // The points of a line: straight between the boxes while one of its ends is on the move.
  points(line) {
    if (!this.moved.has(line.from) && !this.moved.has(line.to)) {
      return line;
    }
    const [from, to] = [this.view.byId.get(line.from), this.view.byId.get(line.to)];
    if (!to) {
      const [x, y] = this.home.get(line.from);
      const points = line.points.map(([a, b]) => [a - x + from.x, b - y + from.y]);
      return { ...line, points };
    }
    const ends = [edge(from, to), edge(to, from)];
    const middle = [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
    return { ...line, way: "elbow", points: ends, at: middle, kindAt: middle, breakAt: line.breakAt && middle };
  }

  follow(ids) {
    for (const id of ids) {
      const { x, y } = this.view.network.getPositions([id])[id];
      this.put(id, x, y);
    }
  }

  put(id, x, y) {
    Object.assign(this.view.byId.get(id), { x, y });
    this.moved.add(id);
  }

  nudge(direction) {
    const id = this.view.state.chosen;
    const [dx, dy] = DIRECTIONS[direction];
    const { x, y } = this.view.byId.get(id);
    this.put(id, x + dx * STEP, y + dy * STEP);
    this.view.network.moveNode(id, x + dx * STEP, y + dy * STEP);
    this.keepSoon(SOON);
  }

  keepSoon(wait) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keep(), wait);
  }

  async keep() {
    const places = Object.fromEntries([...this.moved].map((id) => {
      const { x, y } = this.view.byId.get(id);
      return [id, [Math.round(x), Math.round(y)]];
    }));
    if (this.view.data.keepTo) {
      await this.send({ places }, "Its new place is kept.");
    } else {
      this.view.live.textContent = "Moved in this window only: this file keeps nothing.";
      this.view.network.redraw();
    }
  }

  async putBack() {
    clearTimeout(this.waiting);
    if (this.view.data.keepTo) {
      await this.send({ back: true }, "Everything is back in its place.");
      return;
    }
    for (const id of this.moved) {
      const [x, y] = this.home.get(id);
      Object.assign(this.view.byId.get(id), { x, y });
      this.view.network.moveNode(id, x, y);
    }
    this.moved.clear();
    this.view.live.textContent = "Everything is back in its place.";
    this.view.network.redraw();
  }

  async send(body, done) {
    const { app, data, live } = this.view;
    const answer = await fetch(data.keepTo, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => null);
    if (answer?.ok) {
      app.dispatchEvent(new CustomEvent("map-places", { detail: done }));
    } else {
      live.textContent = answer ? await answer.text() : "This was not kept: is the service still running?";
    }
  }
}

function edge(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const step = Math.min(1, dx ? from.w / 2 / Math.abs(dx) : 1, dy ? from.h / 2 / Math.abs(dy) : 1);
  return [from.x + dx * step, from.y + dy * step];
}
