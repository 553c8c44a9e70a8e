// The page's data, linked up: nodes know their edges, edges their ends and quotations.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const kinds = new Map(Object.entries(data.kinds).sort(([, one], [, other]) => one.order - other.order));
const stances = new Map(Object.entries(data.stances).sort(([, one], [, other]) => one.order - other.order));
const background = new Set(data.background);

const nodeOf = new Map(), edgeOf = new Map(), edgeOfClaim = new Map();
for (const item of data.evidence) {
  item.article = data.articles[item.article];
  item.details ??= [];
}
for (const node of data.nodes) {
  node.names ??= [];
  node.edges = [];
  nodeOf.set(node.id, node);
}
for (const edge of data.edges) {
  edge.source = data.nodes[edge.from];
  edge.target = data.nodes[edge.to];
  edge.evidence = (edge.evidence ?? []).map((number) => data.evidence[number]);
  edge.sources ??= 0;
  edgeOf.set(edge.id, edge);
  for (const end of new Set([edge.source, edge.target])) if (end) end.edges.push(edge);
  for (const { claim } of edge.evidence) if (!edgeOfClaim.has(claim) || !edge.secondary) edgeOfClaim.set(claim, edge);
}
const drawable = data.edges.filter((edge) => edge.source && edge.target);

const plural = (word) => (word.endsWith("y") ? `${word.slice(0, -1)}ies` : word.endsWith("ch") ? `${word}es` : `${word}s`);
const inFigures = new Intl.NumberFormat("en").format;
const counted = (number, word) => `${inFigures(number)} ${number === 1 ? word : plural(word)}`;

// Texts reach the page through append and textContent, never as HTML.
function element(tag, properties, ...children) {
  const { data: dataset, attributes, ...plain } = properties;
  const made = Object.assign(document.createElement(tag), plain);
  Object.assign(made.dataset, dataset);
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}
const words = (text) => element("bdi", {}, text);

function drawnElement(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
