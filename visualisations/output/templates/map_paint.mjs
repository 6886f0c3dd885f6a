// Paints what vis-network cannot: elbows, curves, breaks, corners, signs and headings.

const FACE = "Arial, 'Liberation Sans', Helvetica, sans-serif";
const BLACK = "#0b0c0c";
const WHITE = "#ffffff";

export function paintLine(ctx, line, look, chosen, scale) {
  ctx.save();
  if (chosen) {
    stroke(ctx, line, "#ffdd00", look.width + 7, []);
  }
  stroke(ctx, line, chosen ? BLACK : look.colour, look.width + (chosen ? 1 : 0), look.dashes);
  if (look.double) {
    stroke(ctx, line, WHITE, 2 * scale, []);
  }
  if (line.arrow) {
    arrow(ctx, line.points, chosen ? BLACK : look.colour, scale);
  }
  ctx.restore();
}

function stroke(ctx, line, colour, width, dashes) {
  const [first, ...rest] = line.points;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dashes);
  ctx.beginPath();
  ctx.moveTo(first[0], first[1]);
  if (line.way === "curve") {
    ctx.bezierCurveTo(...rest.flat());
  } else {
    rest.forEach(([x, y]) => ctx.lineTo(x, y));
  }
  ctx.stroke();
}

function arrow(ctx, points, colour, scale) {
  const [[ax, ay], [bx, by]] = points.slice(-2);
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const long = Math.min(11 * scale, Math.max(length, 6));
  const wide = long * 0.41;
  ctx.setLineDash([]);
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(bx, by);
  ctx.lineTo(bx - long * ux - wide * uy, by - long * uy + wide * ux);
  ctx.lineTo(bx - long * ux + wide * uy, by - long * uy - wide * ux);
  ctx.closePath();
  ctx.fill();
}

// A line that is not there: a gap is broken, what is not recorded ends in a "?".
export function paintAbsence(ctx, line, look, chosen, scale) {
  paintLine(ctx, line, look, chosen, scale);
  ctx.save();
  ctx.setLineDash([]);
  if (line.breakAt) {
    const [[x, y], half, lean] = [line.breakAt, 7 * scale, 2 * scale];
    ctx.fillStyle = WHITE;
    ctx.fillRect(x - half * 0.7, y - half * 0.7, half * 1.4, half * 1.4);
    ctx.strokeStyle = look.colour;
    ctx.lineWidth = 2.5 * scale;
    for (const side of [-1, 1]) {
      ctx.beginPath();
      ctx.moveTo(x + side * half * 0.7 - lean, y + half);
      ctx.lineTo(x + side * half * 0.7 + lean, y - half);
      ctx.stroke();
    }
  }
  if (!line.to && line.look === "silent") {
    const [start, end] = line.points;
    const centre = end[0] + (end[0] > start[0] ? 8 : -8) * scale;
    disc(ctx, centre, end[1], 8 * scale, WHITE, look.colour, [2, 2]);
    words(ctx, "?", centre, end[1] + 0.5, 12 * scale, look.colour);
  }
  ctx.restore();
}

export function paintLabel(ctx, text, [x, y], size, colour) {
  ctx.save();
  ctx.font = `${size}px ${FACE}`;
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = WHITE;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.setLineDash([]);
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
  ctx.restore();
}

export function paintHeading(ctx, heading, font) {
  ctx.save();
  ctx.font = `bold ${font}px ${FACE}`;
  ctx.textBaseline = "alphabetic";
  ctx.lineWidth = 4;
  ctx.strokeStyle = WHITE;
  ctx.fillStyle = BLACK;
  heading.lines.forEach((text, i) => {
    const y = heading.y + font * (0.95 + 1.2 * i);
    ctx.strokeText(text, heading.x, y);
    ctx.fillText(text, heading.x, y);
  });
  ctx.restore();
}

// The boxes behind a mark that stands for several.
export function paintBehind(ctx, mark, look) {
  for (const shift of [7, 3.5]) {
    const [left, top] = [mark.x - mark.w / 2 + shift, mark.y - mark.h / 2 + shift];
    outline(ctx, left, top, mark.w, mark.h, look);
  }
}

// A box with the look of a sort of thing; also used for the samples of the legend.
export function outline(ctx, left, top, w, h, look, round = 8) {
  const radius = { round, pill: Math.min(h / 2, 22) }[look.shape] || 0;
  ctx.save();
  ctx.setLineDash(look.dashes);
  ctx.fillStyle = look.fill;
  ctx.strokeStyle = look.border;
  ctx.lineWidth = look.borderWidth;
  ctx.beginPath();
  ctx.roundRect(left, top, w, h, radius);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
  if (look.shape === "paper") {
    corner(ctx, left + w, top, look);
  }
}

// The bar at the foot of a measured box: what is full of it is black.
export function bar(ctx, value, left, top, w, h) {
  const [room, high] = [10, 6];
  const [x, y, wide] = [left + room, top + h - room - high / 2, w - 2 * room];
  ctx.save();
  ctx.setLineDash([]);
  ctx.fillStyle = WHITE;
  ctx.strokeStyle = BLACK;
  ctx.lineWidth = 1;
  ctx.fillRect(x, y, wide, high);
  ctx.strokeRect(x, y, wide, high);
  ctx.fillStyle = BLACK;
  ctx.fillRect(x, y, wide * value, high);
  ctx.restore();
}

export function corner(ctx, right, top, look, size = 11) {
  ctx.save();
  ctx.setLineDash([]);
  ctx.fillStyle = WHITE;
  ctx.fillRect(right - size, top - look.borderWidth, size + look.borderWidth, size);
  ctx.strokeStyle = look.border;
  ctx.lineWidth = look.borderWidth;
  ctx.fillStyle = look.fill;
  ctx.beginPath();
  ctx.moveTo(right - size, top);
  ctx.lineTo(right, top + size);
  ctx.lineTo(right - size, top + size);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

export function badge(ctx, sign, look, kind, right, top, scale = 1) {
  ctx.save();
  ctx.translate(right, top);
  ctx.scale(scale, scale);
  const [x, y] = [0, 0];
  const edge = look.fill === WHITE ? BLACK : look.fill;
  if (kind === "gap") {
    ctx.fillStyle = look.fill;
    ctx.fillRect(x - 10, y - 9, 18, 18);
  } else {
    disc(ctx, x - 1, y, 9, look.fill, edge, []);
  }
  words(ctx, sign, x - 1, y + 0.5, 13, kind === "gap" ? look.ink : BLACK);
  ctx.restore();
}

function disc(ctx, x, y, radius, fill, edge, dashes) {
  ctx.setLineDash(dashes);
  ctx.fillStyle = fill;
  ctx.strokeStyle = edge;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

function words(ctx, text, x, y, size, colour) {
  ctx.font = `${size}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
