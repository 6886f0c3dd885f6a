// The picture as it stands on the screen, saved as PNG under its title.

import { element } from "./map_panel.mjs";

export async function savePicture(view) {
  const picture = view.holder.querySelector("canvas");
  const ratio = picture.width / view.holder.clientWidth;
  const margin = 44 * ratio;
  const copy = element("canvas", { width: picture.width, height: picture.height + margin });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(picture, 0, margin);
  ctx.fillStyle = "#0b0c0c";
  ctx.font = `bold ${20 * ratio}px Arial, sans-serif`;
  ctx.fillText(view.data.title, 14 * ratio, 29 * ratio);
  const blob = await new Promise((done) => { copy.toBlob(done, "image/png"); });
  const link = element("a", { href: URL.createObjectURL(blob), download: `${view.data.slug}-map-${view.data.day}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  view.live.textContent = "The picture was saved as PNG.";
}
