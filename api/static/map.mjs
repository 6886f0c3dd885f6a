// Starts the map on its page; without scripts the picture below stands in its place.

import { startMap } from "../assets/map_view.mjs";
import { slider } from "./timeline.mjs";

const app = document.getElementById("map-app");
const read = () => JSON.parse(document.getElementById("map-data").textContent);
const still = () => document.getElementById("map-still");
let view = startMap(app, read(), still());
slider([app], () => {
  view = startMap(app, read(), still(), view);
});
