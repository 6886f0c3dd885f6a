// The picture as it stands on the screen, saved as PNG under its title.

import { element } from "./map_panel.mjs";

export async function savePicture(view) {
  const picture = view.holder.querySelector("canvas");
  const ratio = picture.width / view.holder.clientWidth;
  const cautions = wrapped(view.data.cautions, picture.width - 28 * ratio, 14 * ratio);
  const margin = (44 + 18 * cautions.length) * ratio;
  const copy = element("canvas", { width: picture.width, height: picture.height + margin });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(picture, 0, margin);
  ctx.fillStyle = "#0b0c0c";
  ctx.font = `bold ${20 * ratio}px Arial, sans-serif`;
  ctx.fillText(view.data.title, 14 * ratio, 29 * ratio);
  ctx.font = small(14 * ratio);
  cautions.forEach((line, i) => ctx.fillText(line, 14 * ratio, (49 + 18 * i) * ratio));
  const blob = await new Promise((done) => { copy.toBlob(done, "image/png"); });
  const link = element("a", { href: URL.createObjectURL(blob), download: `${view.data.slug}-map-${view.data.day}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  view.live.textContent = "The picture was saved as PNG.";
}

const small = (size) => `${size}px Arial, sans-serif`;

// What a reader of the day should keep in mind, in lines no wider than the picture.
function wrapped(texts, width, size) {
  const ctx = element("canvas").getContext("2d");
  ctx.font = small(size);
  return texts.flatMap((text) => text.split(" ").reduce((lines, word) => {
    const joined = lines.length ? `${lines.at(-1)} ${word}` : word;
    return ctx.measureText(joined).width <= width ? [...lines.slice(0, -1), joined] : [...lines, word];
  }, []));
}
