// The search on the map: every box whose name fits, one after the other.

import { button, element } from "./map_panel.mjs";

// choose is called with an id, or with null and what to say.
export function searchBox(marks, choose) {
  const input = element("input", { type: "search", id: "map-search", list: "map-names", autocomplete: "off" });
  const names = element("datalist", { id: "map-names" }, ...marks.flatMap(namesOf).map((name) => element("option", { value: name })));
  const place = element("span", { class: "map-found", role: "status" });
  const back = button("Previous", () => show(at - 1));
  const on = button("Next", () => show(at + 1));
  let [found, asked, at, entered] = [[], "", 0, false];
  const show = (number) => {
    at = (number + found.length) % found.length;
    const several = found.length > 1;
    back.hidden = on.hidden = !several;
    place.textContent = several ? `${at + 1} of ${found.length}` : "";
    choose(found[at].id);
  };
  const clear = () => {
    [found, asked] = [[], ""];
    back.hidden = on.hidden = true;
    place.textContent = "";
  };
  const find = (whole) => {
    const wanted = input.value.trim().toLowerCase();
    if (whole && wanted && wanted === asked && found.length) {
      // A whole name is found while it is typed: the first Enter only says so.
      show(entered ? at + 1 : at);
      entered = true;
      return;
    }
    clear();
    const fits = fitting(marks, wanted);
    const exact = fits.length > 0 && namesOf(fits[0]).some((name) => name.toLowerCase() === wanted);
    if (exact || (whole && fits.length)) {
      [found, asked, entered] = [fits, wanted, whole];
      show(0);
    } else if (whole && wanted) {
      choose(null, `Nothing on this map is called "${input.value.trim()}".`);
    }
  };
  clear();
  input.addEventListener("input", () => find(false));
  return element(
    "form",
    { class: "map-search", role: "search", "aria-label": "The map", submit: (event) => { event.preventDefault(); find(true); } },
    element("label", { for: "map-search" }, "Find on the map"),
    input,
    names,
    element("button", { type: "submit", class: "map-button" }, "Find"),
    back,
    on,
    place,
  );
}

// The names to find a mark by: its own, then those of what it took over from.
function namesOf(mark) {
  return [mark.name, ...(mark.former ?? [])];
}

// The marks whose names hold the words: the same name first, then those that begin with it.
function fitting(marks, wanted) {
  if (!wanted) {
    return [];
  }
  const rank = (name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  return marks
    .map((mark) => ({ mark, names: namesOf(mark).map((name) => name.toLowerCase()).filter((name) => name.includes(wanted)) }))
    .filter(({ names }) => names.length)
    .map(({ mark, names }) => ({ mark, rank: Math.min(...names.map(rank)) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ mark }) => mark);
}
