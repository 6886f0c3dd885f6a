// What of the map is in sight: all of it, a part, closer, farther.

const LARGEST = 1.6;
const LEAST_TEXT = 11;
const HALL_TEXT = 18;
const EDGE = 16;
const INDENT = 50;
const TELEPHONE = "(max-width: 40rem)";

export class Sight {
  constructor(view) {
    this.view = view;
  }

  showAll() {
    const { holder, data, network, state } = this.view;
    if (!holder.clientWidth || !holder.clientHeight) {
      return;
    }
    const [left, top, width, height] = data.box;
    holder.style.height = document.fullscreenElement ? "" : `${Math.round(this.height())}px`;
    const scale = Math.min(holder.clientWidth / width, holder.clientHeight / height, LARGEST);
    network.moveTo({ position: { x: left + width / 2, y: top + height / 2 }, scale, animation: false });
    state.moved = false;
  }

  // As high as the map is at full width. In a hall nobody should have to scroll: there it ends with
  // the window, unless its text were then too small for the back row.
  height() {
    const { holder, data } = this.view;
    const [, , width, height] = data.box;
    const whole = (holder.clientWidth * height) / width + EDGE;
    if (data.theme !== "projector") {
      return whole;
    }
    const left = window.innerHeight - (holder.getBoundingClientRect().top + window.scrollY) - EDGE;
    const readable = (height * HALL_TEXT) / data.font + EDGE;
    return Math.min(whole, Math.max(left, readable));
  }

  // A whole map on a telephone could not be read: begin at its first board, and say how to see all.
  begin() {
    this.showAll();
    const { holder, data, network, state, live } = this.view;
    const [, top, , height] = data.box;
    const scale = LEAST_TEXT / data.font;
    const first = firstOf(data.marks);
    if (!window.matchMedia(TELEPHONE).matches || !first || network.getScale() >= scale) {
      return;
    }
    holder.style.height = `${Math.round(Math.min(height * scale, window.innerHeight * 0.62))}px`;
    network.setSize("100%", holder.style.height);
    const [wide, high] = [holder.clientWidth / scale, holder.clientHeight / scale];
    const begins = first.y + first.h / 2 < top + high ? top : first.y - first.h;
    // What it hangs under stands a little further left: that is not to be cut in two.
    const lefts = data.marks.map((mark) => mark.x - mark.w / 2).filter((left) => Math.abs(left - (first.x - first.w / 2)) < INDENT);
    const position = { x: Math.min(...lefts) - 12 + wide / 2, y: begins + high / 2 };
    network.moveTo({ position, scale, animation: false });
    state.moved = true;
    live.textContent = "This is a part of the map: drag or pinch to see more, or choose Show all.";
  }

  bringIntoSight(mark) {
    const { holder, network, state, calm } = this.view;
    const at = network.canvasToDOM({ x: mark.x, y: mark.y });
    const edge = 10;
    const outside = (value, most) => value < edge || value > most - edge;
    if (outside(at.x, holder.clientWidth) || outside(at.y, holder.clientHeight)) {
      state.moved = true;
      const animation = calm ? false : { duration: 250, easingFunction: "easeInOutQuad" };
      network.moveTo({ position: { x: mark.x, y: mark.y }, animation });
    }
  }

  zoom(factor) {
    const { network, state } = this.view;
    state.moved = true;
    network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: false });
  }

  pan([dx, dy]) {
    const { network, state } = this.view;
    state.moved = true;
    const at = network.getViewPosition();
    const reach = 160 / network.getScale();
    network.moveTo({ position: { x: at.x + dx * reach, y: at.y + dy * reach }, animation: false });
  }
}

// The topmost body; where a map has none, the topmost thing that is on it.
function firstOf(marks) {
  const fromTop = [...marks].sort((a, b) => a.y - b.y || a.x - b.x);
  return fromTop.find((mark) => mark.body) ?? fromTop.find((mark) => !mark.missing) ?? fromTop[0];
}
