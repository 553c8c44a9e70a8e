// The picture as a file: everything in view as SVG, with title and legend; the PNG is that SVG at twice its size.
const PADDING = 90, LEGEND = 26, LARGEST = 8000;

function outline({ shape }, x, y, size, attributes) {
  const ring = (count, turn, radius = () => size) => Array.from({ length: count }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / count + turn;
    return `${(x + radius(corner) * Math.cos(angle)).toFixed(1)},${(y + radius(corner) * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");
  if (shape === "square") return drawnElement("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...attributes });
  const points = {
    triangle: () => ring(3, -Math.PI / 2, () => 1.15 * size), triangleDown: () => ring(3, Math.PI / 2, () => 1.15 * size), diamond: () => ring(4, 0), hexagon: () => ring(6, 0),
    star: () => ring(10, -Math.PI / 2, (corner) => (corner % 2 ? 0.55 : 1.25) * size),
  }[shape];
  return points ? drawnElement("polygon", { points: points(), ...attributes }) : drawnElement("circle", { cx: x, cy: y, r: size, ...attributes });
}

function lettering(text, x, y, size, fill, theme, anchor = "middle") {
  const halo = { stroke: theme.card, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
  const made = drawnElement("text", { x, y, "font-size": size, fill, "text-anchor": anchor, ...halo });
  for (const [number, line] of text.split("\n").entries()) made.append(drawnElement("tspan", { x, dy: number ? size * 1.2 : 0 }, line));
  return made;
}

function picturedEdge(edge, at, theme, labelled) {
  const style = stances.get(edge.stance), colour = style.crossed ? theme.denied : theme.edge, group = drawnElement("g", {});
  const from = at[edge.source.id], to = at[edge.target.id];
  if (edge.source === edge.target) {
    group.append(drawnElement("circle", { cx: from.x, cy: from.y - 1.6 * edge.source.size, r: edge.source.size, fill: "none", stroke: colour }));
    return group;
  }
  const via = viaPoint(from, to, edge.bend ?? 0), end = lineEnd(edge, from, to), length = Math.hypot(to.x - via.x, to.y - via.y) || 1;
  const tip = { x: to.x - ((to.x - via.x) / length) * (edge.target.size + 2), y: to.y - ((to.y - via.y) / length) * (edge.target.size + 2) };
  const angle = (Math.atan2(tip.y - via.y, tip.x - via.x) * 180) / Math.PI;
  group.append(
    drawnElement("path", { d: `M${from.x} ${from.y}Q${via.x} ${via.y} ${tip.x} ${tip.y}`, fill: "none", stroke: colour, "stroke-width": edge.width, "stroke-dasharray": style.dashes.join(" ") }),
    drawnElement("path", { d: "M0 0L-10 4L-8 0L-10 -4Z", fill: colour, transform: `translate(${tip.x} ${tip.y}) rotate(${angle})` }),
  );
  for (const t of style.crossed ? [0.28, 0.72] : []) {
    const { x, y } = pointOn(from, via, end, t);
    group.append(drawnElement("path", { d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`, stroke: colour, "stroke-width": 2 }));
  }
  const middle = edge.bend ? pointOn(from, via, end, 0.5) : { x: (from.x + end.x) / 2, y: (from.y + end.y) / 2 };
  if (labelled) group.append(lettering(edge.text, middle.x, middle.y + 4, 12, style.crossed ? colour : theme.ink, theme));
  return group;
}

function picturedNode(node, { x, y }, theme) {
  const style = kinds.get(node.kind);
  return drawnElement("g", {}, outline(style, x, y, node.size, { fill: style.color, stroke: theme.border, "stroke-width": 1.5 }),
    lettering(node.label, x, y + node.size + node.font + 3, node.font, node.described ? theme.soft : theme.ink, theme));
}

function legendOf(x, y, width, theme) {
  const group = drawnElement("g", { "font-size": 13 });
  let [left, top] = [x, y];
  const put = (mark, label, room) => {
    const wide = room + 12 + label.length * 7.4;
    if (left > x && left + wide > x + width) [left, top] = [x, top + LEGEND];
    group.append(mark(left, top), lettering(label, left + room, top + 5, 13, theme.ink, theme, "start"));
    left += wide;
  };
  const present = new Set(view.nodes.map((node) => node.kind)), told = new Set(view.lines.map((edge) => edge.stance));
  for (const [key, style] of kinds) if (present.has(key)) put((at, height) => outline(style, at + 8, height, 7, { fill: style.color, stroke: theme.border }), style.name, 22);
  for (const [key, style] of stances) {
    if (told.has(key)) put((at, height) => { const line = sampleLine(style); line.setAttribute("color", style.crossed ? theme.denied : theme.edge); line.setAttribute("x", at); line.setAttribute("y", height - 5); return line; }, key, 42);
  }
  return { group, height: top - y + LEGEND };
}

function pictureSvg() {
  const theme = colours(), at = network.getPositions(view.nodes.map((node) => node.id)), spots = Object.values(at);
  const [left, right] = span(spots.map(({ x }) => x)), [top, bottom] = span(spots.map(({ y }) => y));
  const x = left - PADDING, y = top - PADDING, width = Math.max(right - left + 2 * PADDING, 500);
  const legend = legendOf(x + 20, bottom + PADDING + 10, width - 40, theme), height = bottom - top + 2 * PADDING + 20 + legend.height;
  const labelled = view.lines.length <= MANY_WORDS;
  return drawnElement("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${x} ${y} ${width} ${height}`, width, height, "font-family": "system-ui, Segoe UI, Roboto, Noto Sans, sans-serif" },
    drawnElement("title", {}, document.title),
    drawnElement("rect", { x, y, width, height, fill: theme.card }),
    lettering(document.title, x + 20, y + 32, 18, theme.ink, theme, "start"),
    ...view.lines.map((edge) => picturedEdge(edge, at, theme, labelled)),
    ...view.nodes.map((node) => picturedNode(node, at[node.id], theme)), legend.group);
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const svgText = () => new XMLSerializer().serializeToString(pictureSvg());
const saveSvg = () => save(new Blob([svgText()], { type: "image/svg+xml" }), "graph.svg");

async function savePng() {
  const text = svgText(), image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(2, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = element("canvas", { width: Math.round(image.naturalWidth * scale), height: Math.round(image.naturalHeight * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(blob, "graph.png"), "image/png");
}
