// The controls and the details beside the map. All text goes in as text, never as markup.

import { badge, bar, outline, paintLine } from "./map_paint.mjs";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else if (value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

export function button(words, action, label = "") {
  const attributes = { type: "button", click: action, class: "map-button" };
  return element("button", label ? { ...attributes, "aria-label": label, title: label } : attributes, words);
}

// The legend of the lines doubles as their filter.
export function lineFilters(data, state, changed) {
  const looks = data.legend.filter((entry) => entry.what === "line");
  const rows = looks.map((entry) => {
    const box = element("input", { type: "checkbox", id: `map-line-${entry.look}`, change: () => {
      state.shown[entry.look] = box.checked;
      changed(`${entry.words}: ${box.checked ? "shown" : "hidden"}.`);
    } });
    box.checked = state.shown[entry.look];
    const words = entry.hidden ? `${entry.words} (also when a body is chosen)` : entry.words;
    return element("li", {}, box, element("label", { for: box.id }, sample(data, entry), words));
  });
  return group("Lines", rows);
}

export function tierFilters(data, state, changed) {
  const here = new Set(data.marks.filter((mark) => mark.body).map((mark) => mark.tier));
  const rows = Object.entries(data.tiers).filter(([tier]) => here.has(tier)).map(([tier, words]) => {
    const box = element("input", { type: "checkbox", id: `map-tier-${tier || "none"}`, change: () => {
      state.tiers[tier] = box.checked;
      changed(`${words} bodies: ${box.checked ? "shown" : "hidden"}.`);
    } });
    box.checked = state.tiers[tier] ?? true;
    return element("li", {}, box, element("label", { for: box.id }, words));
  });
  return rows.length ? group("Bodies by tier", rows) : "";
}

// A sign that waits until its box is chosen has a switch of its own.
export function shapes(data, state, changed) {
  const rows = data.legend.filter((entry) => entry.what !== "line").map((entry) => {
    if (!entry.hidden) {
      return element("li", {}, sample(data, entry), entry.words);
    }
    const many = data.marks.filter((mark) => mark.badge?.look === entry.look).length;
    const box = element("input", { type: "checkbox", id: `map-sign-${entry.look}`, change: () => {
      state.signs[entry.look] = box.checked ? true : undefined;
      changed(`${entry.words}: ${box.checked ? "shown" : "hidden"}.`);
    } });
    box.checked = state.signs[entry.look] ?? false;
    const words = `${entry.words} (${many} of the boxes; also when one is chosen)`;
    return element("li", {}, box, element("label", { for: box.id }, sample(data, entry), words));
  });
  return element(
    "div",
    { class: "map-group" },
    element("h2", {}, "Shapes and signs"),
    element("ul", {}, ...rows),
  );
}

function group(words, rows) {
  return element("fieldset", { class: "map-group" }, element("legend", {}, words), element("ul", {}, ...rows));
}

function sample(data, entry) {
  const canvas = element("canvas", { width: 88, height: 48, class: "map-sample", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  if (entry.what === "line") {
    const look = data.lineLooks[entry.look];
    const plain = { ...look, width: look.width / data.scale, dashes: look.dashes.map((part) => part / data.scale) };
    paintLine(ctx, { way: "elbow", points: [[2, 12], [42, 12]], arrow: entry.arrow }, plain, false, 1);
  } else if (entry.what === "badge") {
    badge(ctx, { gap: "!", silent: "?", planned: "P" }[entry.look], data.badgeLooks[entry.look], entry.look, 22, 12);
  } else {
    if (entry.what === "several") {
      outline(ctx, 7, 5, 34, 16, data.markLooks[entry.look], 4);
    }
    outline(ctx, 3, 3, 34, entry.what === "several" ? 16 : 18, data.markLooks[entry.look], 4);
    if (entry.what === "bar") {
      bar(ctx, entry.bar, -2, 3, 44, 20);
    }
  }
  return canvas;
}

// What is known of the chosen mark; more are buttons to act on it.
export function showDetails(panel, mark, lines, more) {
  panel.replaceChildren();
  const about = [mark.kind, ...mark.doubts.filter((doubt) => !mark.missing)].join(", ");
  panel.append(element("h2", {}, mark.name), element("p", { class: "map-about" }, about));
  if (mark.href) {
    panel.append(element("p", {}, element("a", { href: mark.href }, mark.count > 1 ? "Open the page of the first" : "Open its page")));
  }
  if (mark.count > 1) {
    panel.append(element("p", {}, `This box stands for ${mark.count} alike things with the same links; its place is theirs together.`));
  }
  const known = element("div", { class: "map-known" });
  panel.append(...more, known);
  fillDetails(known, mark, lines);
  return known;
}

// The details themselves, which may come later than the rest: nothing else moves then.
export function fillDetails(known, mark, lines) {
  known.replaceChildren();
  const details = mark.details ?? [];
  for (const detail of details) {
    known.append(
      element("h3", {}, detail.heading),
      element("ul", {}, ...detail.sentences.map((sentence) => element("li", {}, ...linked(sentence)))),
    );
  }
  const absent = lines.filter((line) => mark.details && mark.missing === false && line.from === mark.id);
  const said = new Set(details.flatMap((detail) => detail.sentences));
  const unsaid = absent.flatMap((line) => line.sentences).filter((sentence) => ![...said].some((each) => each.startsWith(sentence)));
  if (unsaid.length) {
    known.append(element("h3", {}, "Lines that are not recorded"), element("ul", {}, ...unsaid.map((s) => element("li", {}, s))));
  }
}

// A sentence whose addresses open; the marks that end one in a sentence are no part of it.
function linked(sentence) {
  return sentence.split(/(https?:\/\/[^\s;,)\]]+)/).map((part, i) => (i % 2 ? element("a", { href: part }, part) : part));
}

// The same in one breath, for those who hear it.
export function spoken(mark) {
  const of = (heading) => (mark.details ?? []).find((detail) => detail.heading === heading)?.sentences ?? [];
  const parts = [`${mark.name}, ${mark.kind}.`];
  if (of("Answers to").length) {
    parts.push(`Answers to: ${of("Answers to").join("; ")}.`);
  }
  if (of("Who answers to it").length) {
    parts.push(`${of("Who answers to it").length} answer to it.`);
  }
  if (of("What is missing").length) {
    parts.push(`${of("What is missing").length} open ${of("What is missing").length === 1 ? "finding" : "findings"}.`);
  }
  return parts.join(" ");
}
