// Keys: arrows go from box to box, the rest zooms, opens and clears.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
export const [CLOSER, FARTHER] = [1.25, 0.8];

export function press(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const direction = ARROWS[event.key];
  const actions = {
    Enter: () => view.open(),
    Escape: () => view.choose(null),
    "+": () => view.sight.zoom(CLOSER),
    "=": () => view.sight.zoom(CLOSER),
    "-": () => view.sight.zoom(FARTHER),
    0: () => view.sight.showAll(),
  };
  const act = direction ? () => (event.shiftKey ? view.sight.pan(direction) : step(view, direction)) : actions[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

function step(view, direction) {
  const mark = next(view, direction);
  if (mark) {
    view.choose(mark.id);
    view.sight.bringIntoSight(mark);
  } else {
    view.live.textContent = "Nothing further in that direction.";
  }
}

// The nearest box in a direction; what is off to the side counts double.
function next(view, [dx, dy]) {
  const from = view.byId.get(view.state.chosen);
  const visible = view.data.marks.filter((mark) => mark !== from && view.there(mark.id));
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
