// The timeline: a slider over the days on which something changes. The list of days stays beside it
// and says which day it is; without scripts the list is all there is.

// kept are the elements that stay on the page while the rest is read anew for another day.
export function slider(kept, redraw) {
  const form = document.getElementById("timeline");
  const list = form.querySelector("select");
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: 0, max: list.options.length - 1, step: 1, value: list.selectedIndex, id: "timeline-slider", className: "timeline__slider" });
  range.setAttribute("aria-label", "Day shown, along a timeline");
  const problem = document.createElement("p");
  problem.setAttribute("role", "status");
  // A closed list may cut its words short: what is new on the day stands beside it in full.
  const why = document.getElementById("timeline-why");
  const say = () => {
    const { textContent, dataset } = list.options[range.value];
    range.setAttribute("aria-valuetext", textContent);
    why.textContent = `${dataset.why.charAt(0).toUpperCase()}${dataset.why.slice(1)}.`;
  };
  say();
  list.before(range);
  form.append(problem);
  form.classList.add("timeline--sliding");
  const show = () => turnTo(new URLSearchParams(new FormData(form)), [form, ...kept], redraw, problem);
  range.addEventListener("input", () => {
    list.selectedIndex = Number(range.value);
    say();
  });
  range.addEventListener("change", show);
  list.addEventListener("change", () => {
    range.value = list.selectedIndex;
    say();
    show();
  });
}

let asked = 0;

async function turnTo(query, kept, redraw, problem) {
  const number = ++asked;
  const address = `${window.location.pathname}?${query}`;
  const answer = await fetch(address).catch(() => null);
  if (number !== asked) {
    return; // another day was chosen meanwhile
  }
  problem.textContent = answer?.ok ? "" : "That day could not be read: is the service still running?";
  if (!answer?.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement;
  for (const element of kept) {
    page.getElementById(element.id).replaceWith(element);
  }
  for (const part of [".area-bar", "main"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  document.title = page.title;
  window.history.replaceState(null, "", address);
  redraw();
  focused?.focus();
}
