// What is in view: the story, everything or a neighbourhood, and of that what passes the filters.
const state = {
  view: "story", centre: null, hops: 1, chosen: null, touched: false,
  kinds: new Set(kinds.keys()), stances: new Set(stances.keys()), relations: new Set(data.edges.map((edge) => edge.relation)),
  article: "", support: 1, from: "", until: "", reported: true,
};

const daysOf = (item) => item.days ?? (state.reported ? item.article.days : undefined);

function inPeriod(item) {
  if (!state.from) return true;
  const days = daysOf(item);
  return Boolean(days) && days[0] <= state.until && days[1] >= state.from;
}
const tells = (item) => (!state.article || item.article.name === state.article) && inPeriod(item);
const narrowed = () => Boolean(state.article || state.from);

function passes(edge) {
  return state.stances.has(edge.stance) && state.relations.has(edge.relation) && edge.sources >= state.support
    && [edge.source, edge.target].every((node) => !node || state.kinds.has(node.kind))
    && (!narrowed() || edge.evidence.some(tells));
}

const MOST_AROUND = 24; // more neighbours at each step cannot be read

// The nodes within so many steps of the centre, over edges that pass and the best-told first, with the step at which
// each is met.
function stepsFrom(centre, hops) {
  const steps = new Map([[centre, 0]]);
  let edge = [centre];
  for (let step = 1; step <= hops; step++) {
    const lines = edge.flatMap((node) => node.edges.filter((line) => line.target && passes(line)).map((line) => ({ line, other: line.source === node ? line.target : line.source })));
    lines.sort((one, next) => next.line.sources - one.line.sources || next.other.support - one.other.support);
    edge = [];
    for (const { other } of lines) {
      if (steps.has(other) || steps.size > MOST_AROUND * hops) continue;
      steps.set(other, step);
      edge.push(other);
    }
  }
  return steps;
}

function inView() {
  const passing = data.edges.filter(passes);
  if (state.view === "around" && state.centre) {
    const steps = stepsFrom(state.centre, state.hops);
    const edges = passing.filter((edge) => steps.has(edge.source) && (edge.target ? steps.has(edge.target) : edge.source === state.centre));
    return shown([...steps.keys()], edges, steps);
  }
  const edges = state.view === "story" ? passing.filter((edge) => edge.story) : passing;
  return shown([...new Set(edges.flatMap((edge) => [edge.source, edge.target]).filter(Boolean))], edges);
}

function shown(nodes, edges, steps) {
  return { nodes, edges, lines: edges.filter((edge) => edge.source && edge.target), steps };
}

// ---- the controls

const GLYPHS = {
  dot: ["circle", { r: 8 }], square: ["rect", { x: -7, y: -7, width: 14, height: 14 }], triangle: ["polygon", { points: "0,-8 8,7 -8,7" }],
  triangleDown: ["polygon", { points: "0,8 8,-7 -8,-7" }], diamond: ["polygon", { points: "0,-9 8,0 0,9 -8,0" }],
  hexagon: ["polygon", { points: "9,0 4.5,8 -4.5,8 -9,0 -4.5,-8 4.5,-8" }],
  star: ["polygon", { points: "0,-9.5 2.4,-3 9,-3 3.8,1.3 5.8,8 0,4 -5.8,8 -3.8,1.3 -9,-3 -2.4,-3" }],
};

function glyph({ shape, color }) {
  const [tag, attributes] = GLYPHS[shape] ?? GLYPHS.dot;
  return drawnElement("svg", { class: "glyph", viewBox: "-10 -10 20 20", width: 16, height: 16, fill: color, "aria-hidden": "true" }, drawnElement(tag, attributes));
}

function sampleLine({ dashes, crossed }) {
  const line = drawnElement("line", { x1: 0, y1: 5, x2: 34, y2: 5, stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": dashes.join(" ") });
  const cross = drawnElement("path", { d: "M8 1l8 8m0-8l-8 8M20 1l8 8m0-8l-8 8", stroke: "currentColor", "stroke-width": 1.6 });
  return drawnElement("svg", { class: "line", viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true" }, line, ...(crossed ? [cross] : []));
}

function checkbox(filter, value, count, ...label) {
  const box = element("input", { type: "checkbox", value, checked: true, data: { filter } });
  return element("label", {}, box, ...label, element("small", {}, inFigures(count)));
}

function tally(items, keyOf) {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function fillControls() {
  const ofKind = tally(data.nodes, (node) => node.kind), ofStance = tally(data.edges, (edge) => edge.stance);
  const ofRelation = tally(data.edges, (edge) => edge.relation);
  for (const [key, style] of kinds) byId("kinds").append(checkbox("kind", key, ofKind.get(key), glyph(style), element("span", {}, style.name)));
  for (const [key, style] of stances) byId("stances").append(checkbox("stance", key, ofStance.get(key), sampleLine(style), element("span", {}, key)));
  const relations = [...ofRelation].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  for (const [relation, count] of relations) byId("relations").append(checkbox("relation", relation, count, element("span", {}, relation)));
  for (const { name, title, date } of data.articles) byId("article").append(element("option", { value: name }, [date, title].filter(Boolean).join(" · ")));
  const most = data.edges.reduce((highest, edge) => Math.max(highest, edge.sources), 1);
  for (let least = 1; least <= Math.min(most, 10); least++) byId("support").append(element("option", { value: least }, counted(least, "article")));
  const told = data.edges.filter((edge) => edge.story).length;
  byId("views").querySelector("[data-count=story]").textContent = inFigures(told);
  byId("views").querySelector("[data-count=all]").textContent = inFigures(data.edges.length);
}

function readControls() {
  const checked = (name) => new Set([...document.querySelectorAll(`[data-filter=${name}]:checked`)].map((box) => box.value));
  Object.assign(state, {
    kinds: checked("kind"), stances: checked("stance"), relations: checked("relation"), article: byId("article").value,
    support: Number(byId("support").value), hops: Number(byId("hops").value), reported: byId("reported").checked,
    view: document.querySelector("[name=view]:checked").value,
  });
}

function resetControls() {
  for (const box of document.querySelectorAll("[data-filter]")) box.checked = true;
  byId("article").value = "";
  byId("support").value = "1";
  resetPeriod();
  readControls();
}

function setView(view, centre) {
  if (centre) {
    state.centre = centre;
    byId("centre").textContent = centre.name;
  }
  for (const control of [byId("hops"), document.querySelector("[name=view][value=around]")]) control.disabled = !state.centre;
  document.querySelector(`[name=view][value=${view}]`).checked = true;
  readControls();
}

// ---- what is said about the view

function remark(view) {
  const hidden = data.edges.length - data.edges.filter(passes).length;
  const parts = [`${counted(view.nodes.length, "entity")}, ${counted(view.edges.length, "statement")} in view.`];
  if (state.view === "story") parts.push(...leftOut());
  if (view.lines.length > MANY_WORDS) parts.push("Lines show their words when an entity is chosen.");
  if (view.steps?.size > MOST_AROUND * state.hops) parts.push(`Only the ${MOST_AROUND * state.hops} best-told neighbours are drawn.`);
  if (hidden) parts.push(`${counted(hidden, "statement")} ${hidden === 1 ? "does" : "do"} not pass the filters.`);
  return parts.join(" ");
}

function leftOut() {
  const rest = data.edges.filter((edge) => !edge.story);
  if (!rest.length) return [];
  const still = rest.filter((edge) => edge.target && background.has(edge.relation)).length;
  const bare = rest.filter((edge) => !edge.target).length, less = rest.length - still - bare;
  const named = [[less, "told less often"], [still, "of background, such as posts and places"], [bare, "without an object"]];
  const list = named.filter(([number]) => number).map(([number, what]) => `${inFigures(number)} ${what}`);
  return [`The best-told events and who took part. Left out: ${list.join(", ")}. Choose Everything to see them.`];
}
