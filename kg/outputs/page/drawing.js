// Draws what is in view with vis-network. Places are computed beforehand; only a neighbourhood is laid out here.
const MANY_WORDS = 200; // with more lines in view, only those of what is chosen carry their words
const MANY_LINES = 1500; // with more, moving the picture hides lines, and nothing is faded or told on hovering
const FADED = 0.14;
const FACE = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
let view = { nodes: [], edges: [], lines: [] };
let places = new Map();
const drawnNodes = new vis.DataSet(), drawnEdges = new vis.DataSet();

function colours() {
  const style = getComputedStyle(document.documentElement);
  const named = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(["ink", "soft", "card", "edge", "border", "denied", "accent"].map((name) => [name, named(name)]));
}

function inFocus() {
  if (!state.chosen) return null;
  const node = nodeOf.get(state.chosen), edge = edgeOf.get(state.chosen);
  const edges = node ? node.edges.filter(passes) : [edge];
  const ends = edges.flatMap((line) => [line.source, line.target]).filter(Boolean);
  return new Set([state.chosen, ...ends.map((end) => end.id), ...edges.map((line) => line.id)]);
}

function drawnNode(node, theme, focus) {
  const faded = focus && !focus.has(node.id), { shape, color } = kinds.get(node.kind);
  const fill = { background: color, border: theme.border }, [x, y] = places.get(node);
  return {
    id: node.id, label: node.label, shape, size: node.size, title: `${node.name} · ${kinds.get(node.kind).name} · ${counted(node.support, "statement")}`,
    x, y, opacity: faded ? FADED : 1,
    color: { ...fill, highlight: { background: color, border: theme.accent }, hover: fill },
    font: { face: FACE, size: node.font, color: faded ? "transparent" : node.described ? theme.soft : theme.ink, strokeWidth: faded ? 0 : 4, strokeColor: theme.card },
  };
}

function bendOf(bend) {
  return bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false;
}

function drawnEdge(edge, theme, focus, labelled) {
  const faded = focus && !focus.has(edge.id), style = stances.get(edge.stance);
  const colour = style.crossed ? theme.denied : theme.edge;
  return {
    id: edge.id, from: edge.source.id, to: edge.target.id, width: edge.width, smooth: bendOf(edge.bend),
    dashes: style.dashes.length ? style.dashes : false,
    title: `${edge.source.name} ${edge.relation} ${edge.target.name} · ${edge.stance} · ${counted(edge.sources, "article")}`,
    label: (labelled || focus) && !faded ? edge.text : " ",
    color: { color: colour, highlight: theme.accent, hover: theme.accent, opacity: faded ? FADED : 1 },
    font: { face: FACE, size: 12, color: style.crossed ? colour : theme.ink, strokeWidth: 4, strokeColor: theme.card },
  };
}

function replace(set, items) {
  const kept = new Set(items.map((item) => item.id));
  const gone = set.getIds().filter((id) => !kept.has(id));
  if (gone.length) set.remove(gone);
  set.update(items);
}

const isMany = () => view.lines.length > MANY_LINES;

function findPlaces() {
  if (view.steps) return ringPlaces(view, state.centre);
  return new Map(view.nodes.map((node) => [node, state.view === "story" ? node.first ?? node.place : node.place]));
}

function wipe() {
  drawnEdges.clear();
  drawnNodes.clear();
}

// What holds for every line unless it says otherwise, and how much is done while the picture moves.
function drawingOptions() {
  const theme = colours(), many = isMany();
  return {
    edges: { color: { color: theme.edge, highlight: theme.accent, hover: theme.accent, inherit: false }, smooth: false },
    interaction: { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many },
  };
}

// Looks again at what is in view; `network` does not exist yet at the first call.
function refresh() {
  view = inView();
  places = findPlaces();
  paint();
  byId("empty").hidden = view.nodes.length > 0;
  byId("note").textContent = remark(view);
  fillTable();
}

// Thousands of lines are drawn with as few wishes of their own as can be: vis-network weighs each one for each line.
function leanEdge(edge, theme) {
  const style = stances.get(edge.stance), own = style.crossed ? { color: theme.denied } : {};
  return { id: edge.id, from: edge.source.id, to: edge.target.id, width: edge.width, dashes: style.dashes.length ? style.dashes : false, ...own };
}

function addOrRemove(set, things, drawn) {
  const kept = new Set(things.map((thing) => thing.id));
  const gone = set.getIds().filter((id) => !kept.has(id));
  if (gone.length) set.remove(gone);
  set.add(things.filter((thing) => !set.get(thing.id)).map(drawn));
}

let isLean = false;

function paint() {
  if (isLean !== isMany()) wipe();
  isLean = isMany();
  const theme = colours(), focus = isLean ? null : inFocus();
  if (isLean) {
    addOrRemove(drawnNodes, view.nodes, (node) => drawnNode(node, theme, null));
    addOrRemove(drawnEdges, view.lines, (edge) => leanEdge(edge, theme));
    return;
  }
  replace(drawnNodes, view.nodes.map((node) => drawnNode(node, theme, focus)));
  replace(drawnEdges, view.lines.map((edge) => drawnEdge(edge, theme, focus, view.lines.length <= MANY_WORDS)));
}

// ---- a neighbourhood: the centre in the middle, what is one step away on a ring around it, then the next ring

function ringPlaces({ nodes, lines, steps }, centre) {
  const found = new Map([[centre, [0, 0]]]);
  const parents = new Map();
  for (const { source, target } of lines) {
    for (const [one, other] of [[source, target], [target, source]]) {
      if (steps.get(other) === steps.get(one) + 1 && !parents.has(other)) parents.set(other, one);
    }
  }
  const children = (node) => nodes.filter((other) => parents.get(other) === node).sort((one, other) => kinds.get(one.kind).order - kinds.get(other.kind).order || (one.id < other.id ? -1 : 1));
  const first = children(centre), outer = new Map(first.map((node) => [node, children(node)]));
  const weight = (node) => Math.max(1, outer.get(node).length * 0.8), total = first.reduce((sum, node) => sum + weight(node), 0);
  const inner = Math.max(190, total * 12), outside = inner + 230;
  let before = 0;
  for (const [number, node] of first.entries()) {
    found.set(node, onRing((before + weight(node) / 2) / total, inner * (first.length > 14 && number % 2 ? 1.28 : 1)));
    const under = outer.get(node);
    under.forEach((child, place) => found.set(child, onRing((before + (weight(node) * (place + 0.5)) / under.length) / total, outside * (place % 2 ? 1.22 : 1.05))));
    before += weight(node);
  }
  return found;
}

function onRing(part, radius) {
  const angle = 2 * Math.PI * part - Math.PI / 2 + 0.2;
  return [Math.round(1.4 * radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
}

// ---- lines as vis-network draws them

function viaPoint(from, to, bend) {
  if (!bend) return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const across = to.x - from.x, up = from.y - to.y, half = Math.abs(bend) / 2 + 0.5;
  const angle = Math.atan2(up, across) + (bend / 2 + 0.5) * Math.PI, reach = half * Math.hypot(across, up);
  return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
}

// Where vis-network ends a line: before its arrow. The words stand halfway between there and the centre of its source.
function lineEnd(edge, from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1, part = Math.min((edge.target.size + 9) / length, 0.9);
  return { x: to.x - (to.x - from.x) * part, y: to.y - (to.y - from.y) * part };
}

function pointOn(from, via, to, t) {
  const mix = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c;
  return { x: mix(from.x, via.x, to.x), y: mix(from.y, via.y, to.y) };
}

function drawCrosses(context) {
  const crossed = view.lines.filter((edge) => stances.get(edge.stance).crossed && edge.source !== edge.target);
  if (!crossed.length) return;
  const focus = isMany() ? null : inFocus(), at = network.getPositions([...new Set(crossed.flatMap((edge) => [edge.source.id, edge.target.id]))]);
  context.save();
  Object.assign(context, { strokeStyle: colours().denied, lineWidth: 2 });
  for (const edge of crossed) {
    const from = at[edge.source.id], to = at[edge.target.id];
    if (!from || !to) continue; // the drawing is a moment behind the view
    const via = viaPoint(from, to, edge.bend ?? 0);
    context.globalAlpha = focus && !focus.has(edge.id) ? FADED : 1;
    for (const t of [0.28, 0.72]) cross(context, pointOn(from, via, lineEnd(edge, from, to), t));
  }
  context.restore();
}

function cross(context, { x, y }) {
  context.beginPath();
  for (const side of [1, -1]) {
    context.moveTo(x - 5, y - 5 * side);
    context.lineTo(x + 5, y + 5 * side);
  }
  context.stroke();
}

function paintBackground(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours().card;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

// ---- moving the picture

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const span = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);

// Brings all nodes, or some, into the space that the panel leaves; vis-network's fit measures nodes it has not drawn.
function fit(animated, only) {
  const wanted = drawnNodes.get().filter((node) => !only || only.has(node.id)), stage = byId("graph"), panel = byId("panel");
  if (!wanted.length || !stage.clientWidth) return;
  const covered = getComputedStyle(panel).position === "absolute" ? panel.offsetWidth : 0;
  const [left, right] = span(wanted.map((node) => node.x)), [top, bottom] = span(wanted.map((node) => node.y));
  const scale = Math.min((stage.clientWidth - covered) / (right - left + 170), stage.clientHeight / (bottom - top + 120), 1.3);
  const position = { x: (left + right) / 2 + covered / 2 / scale, y: (top + bottom) / 2 + 18 };
  network.moveTo({ position, scale, animation: animated && !calm() && !isMany() ? { duration: 400 } : false });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: calm() || isMany() ? false : { duration: 150 } });
}
