// The search box: names in every spelling, then words of quotations (ARIA combobox with a list).
const MOST_MATCHES = 9;
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const spellings = data.nodes.filter((node) => kinds.get(node.kind) && node.name).flatMap((node) => [node.name, ...node.names].map((name) => ({ node, name, key: folded(name) })));
const quoteText = new Map();
let matches = [], active = -1;

function nearness({ key }, wanted) {
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  return key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9;
}

function found(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const ranked = spellings.map((spelling) => [nearness(spelling, wanted), spelling]).filter(([near]) => near < 9)
    .sort(([near, one], [far, other]) => near - far || other.node.support - one.node.support);
  const nodes = new Map();
  for (const [, { node, name }] of ranked) if (!nodes.has(node)) nodes.set(node, name);
  const names = [...nodes].slice(0, MOST_MATCHES).map(([node, name]) => ({ thing: node, name }));
  return [...names, ...quoted(wanted).slice(0, MOST_MATCHES - names.length).map((edge) => ({ thing: edge }))];
}

function quoted(wanted) {
  if (wanted.length < 3) return [];
  if (!quoteText.size) for (const item of data.evidence) quoteText.set(item, folded(item.quote.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("")));
  return data.edges.filter((edge) => edge.evidence.some((item) => quoteText.get(item).includes(wanted)));
}

function matchLine({ thing, name }, number) {
  const what = nodeOf.get(thing.id) === thing
    ? [glyph(kinds.get(thing.kind)), " ", words(thing.name), " ", element("small", {}, `${kinds.get(thing.kind).name}${name === thing.name ? "" : ` · “${name}”`}`)]
    : ["“…” ", words(thing.source ? thing.source.name : "someone not named"), ` ${thing.relation} `, words(thing.target?.name ?? "")];
  const line = element("li", { id: `match-${number}`, attributes: { role: "option", "aria-selected": String(number === active) } }, ...what);
  line.addEventListener("mousedown", (event) => { event.preventDefault(); take(number); });
  return line;
}

function showMatches() {
  const box = byId("search"), list = byId("matches");
  list.replaceChildren(...matches.map(matchLine));
  list.hidden = !matches.length;
  box.setAttribute("aria-expanded", String(matches.length > 0));
  if (active >= 0) box.setAttribute("aria-activedescendant", `match-${active}`); else box.removeAttribute("aria-activedescendant");
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

function lookUp() {
  matches = found(byId("search").value);
  active = -1;
  showMatches();
  if (byId("search").value.trim()) byId("status").textContent = matches.length ? counted(matches.length, "match") : "Nothing was found.";
}

function take(number) {
  const { thing } = matches[number];
  matches = [];
  showMatches();
  choose(thing, { move: true });
}

function searchKey(event) {
  const last = matches.length - 1;
  if (event.key === "Enter") {
    event.preventDefault();
    if (!matches.length) lookUp();
    if (matches.length) take(Math.max(active, 0));
  } else if (event.key === "ArrowDown" && matches.length) active = active < last ? active + 1 : 0;
  else if (event.key === "ArrowUp" && matches.length) active = active > 0 ? active - 1 : last;
  else if (event.key === "Escape") matches = [];
  else return;
  event.preventDefault();
  event.stopPropagation();
  showMatches();
}
