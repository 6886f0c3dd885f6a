// Starts the map on its page; without scripts the picture below stands in its place.

import { startMap } from "../assets/map_view.mjs";

const data = JSON.parse(document.getElementById("map-data").textContent);
startMap(document.getElementById("map-app"), data, document.getElementById("map-still"));
