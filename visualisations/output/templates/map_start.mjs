// What the panel says before a box is chosen: what is missing on this map, each a step to its box.

import { button, element } from "./map_panel.mjs";

const MOST = 12;

export function showStart(panel, data, choose) {
  const about = (look) => {
    const signed = data.marks.filter((mark) => mark.badge?.look === look).map((mark) => mark.id);
    const lined = data.absences.filter((line) => line.look === look).map((line) => line.from);
    return new Set([...signed, ...lined]);
  };
  const [gaps, asked, planned] = ["gap", "silent", "planned"].map(about);
  const fromTop = [...data.marks].sort((a, b) => a.y - b.y || a.x - b.x);
  const listed = (heading, ids, but = new Set()) => {
    const marks = fromTop.filter((mark) => ids.has(mark.id) && !but.has(mark.id));
    const items = marks.slice(0, MOST).map((mark) => element("li", {}, jump(mark, choose)));
    const more = marks.length > MOST ? [element("li", {}, `and ${marks.length - MOST} more`)] : [];
    return marks.length ? [element("h3", {}, `${heading} (${marks.length})`), element("ul", { class: "map-jumps" }, ...items, ...more)] : [];
  };
  panel.replaceChildren(
    element("h2", {}, "Details"),
    element("p", {}, "Choose a box to read whom it answers to, who answers to it, who sits on it and what is missing."),
    ...listed("Gap", gaps),
    ...listed("Planned, not so yet", planned, gaps),
    ...listed("Not recorded: ask", asked, gaps),
  );
}

function jump(mark, choose) {
  const made = button(mark.name, () => choose(mark.id));
  made.classList.add("map-jump");
  return made;
}
