// Starts the map on its page; without scripts the picture below stands in its place.

import { startMap } from "../assets/map_view.mjs";
import { slider } from "./timeline.mjs";
import { startWhatIf } from "./what_if.mjs";

const app = document.getElementById("map-app");
const read = () => JSON.parse(document.getElementById("map-data").textContent);
const still = () => document.getElementById("map-still");
let view = startMap(app, read(), still());
const panel = document.getElementById("what-if");
// Whoever may not keep what they try has no panel.
const tryAgain = panel
  ? startWhatIf(panel, (data) => {
    view = startMap(app, data ?? read(), still(), view);
  })
  : () => {};
slider(panel ? [app, panel] : [app], () => {
  view = startMap(app, read(), still(), view);
  tryAgain();
});

// Boxes have been put elsewhere: the service has found the lines anew.
app.addEventListener("map-places", async (event) => {
  const focused = document.activeElement?.getAttribute("aria-label");
  const answer = await fetch(window.location.href).catch(() => null);
  if (!answer?.ok) {
    view.live.textContent = "The places are kept, but the map could not be read anew: is the service still running?";
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["map-data", "map-still"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  view = startMap(app, read(), still(), view, true);
  view.live.textContent = event.detail;
  const again = [...app.querySelectorAll("[aria-label]")].find((each) => each.getAttribute("aria-label") === focused);
  (again ?? document.querySelector(".map-canvas")).focus();
});
