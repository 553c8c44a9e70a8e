// The panel: every quotation behind what is chosen, with its source, date, stance, holder and rule.
const entityAddress = (node) => `#entity=${encodeURIComponent(node.id)}`;
const claimAddress = (claim) => `#claim=${encodeURIComponent(claim)}`;

function go(event, thing) {
  event.preventDefault();
  choose(thing, { move: true });
  byId("panel").focus({ preventScroll: true });
}

function entityLink(node) {
  return node ? element("a", { href: entityAddress(node), onclick: (event) => go(event, node) }, words(node.name)) : words("someone not named");
}

function statementLink(edge, ...children) {
  return element("a", { href: claimAddress(edge.evidence[0]?.claim ?? ""), onclick: (event) => go(event, edge) }, ...children);
}

function quotation(edge, item) {
  const text = item.quote.map((piece) => (typeof piece === "string" ? piece : element("mark", { title: piece[1], data: { role: piece[1] } }, piece[0])));
  const { title, address, publisher, date } = item.article;
  const name = address ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words(title)) : words(title);
  const source = element("p", { className: "source" }, name, ...[publisher, date].filter(Boolean).flatMap((part) => [" · ", words(part)]));
  return element("blockquote", { data: { claim: item.claim } }, element("p", { dir: "auto" }, ...text), source, particulars(edge, item));
}

function particulars(edge, item) {
  const list = element("dl", {});
  const add = (term, ...what) => list.append(element("dt", {}, term), element("dd", {}, ...what));
  add("stance", edge.stance);
  if (item.holder) add("according to", words(item.holder));
  if (item.when) add("when", words(item.when));
  for (const [role, text, value, number] of item.details) {
    if (role === "date" && value === item.when && text === value) continue;
    const node = data.nodes[number];
    add(role, node ? entityLink(node) : words(text), value && value !== text && !node ? ` (${value})` : "");
  }
  if (item.article.title !== item.article.name) add("article", words(item.article.name));
  add("rule", `${item.rule}, confidence ${item.confidence}`);
  add("address", element("a", { href: claimAddress(item.claim) }, "link to this quotation"));
  return list;
}

const highlightKey = () => element("p", { className: "key" }, "In the quotations: ", ...["subject", "object", "other roles"].flatMap((role) => [element("mark", { data: { role } }, role), " "]));

function showEdge(edge) {
  const heading = element("h2", {}, entityLink(edge.source), ` ${edge.relation} `, edge.target ? entityLink(edge.target) : "");
  const tags = element("p", { className: "tags" }, element("span", { className: `stance ${edge.stance}` }, edge.stance),
    `${counted(edge.evidence.length, "quotation")} from ${counted(edge.sources, "article")}`);
  fill(heading, tags, highlightKey(), ...edge.evidence.map((item) => quotation(edge, item)));
}

// One line for a statement of an entity; its quotations are made when it is opened.
function statementLine(edge, node, open) {
  const out = edge.source === node, other = out ? edge.target : edge.source;
  const line = element("summary", {}, edge.target ? `${edge.relation} ${out ? "→" : "←"} ` : edge.relation, edge.target ? words(other ? other.name : "someone not named") : "", " ",
    element("small", {}, `${edge.stance === "asserted" ? "" : `${edge.stance}, `}${counted(edge.sources, "article")}`));
  const box = element("details", {}, line);
  box.addEventListener("toggle", () => {
    if (!box.open || box.children.length > 1) return;
    if (other && other !== node) box.append(element("p", { className: "hint" }, "Go to ", entityLink(other)));
    box.append(...edge.evidence.map((item) => quotation(edge, item)));
  });
  box.open = open;
  return box;
}

function showNode(node) {
  const around = element("button", { type: "button", id: "around", onclick: () => showAround(node) }, "Show its neighbourhood");
  const tags = element("p", { className: "tags" }, element("span", {}, kinds.get(node.kind).name), counted(node.support, "statement"), around);
  const parts = [element("h2", {}, words(node.name)), tags];
  if (node.names.length) parts.push(element("p", { className: "hint", dir: "auto" }, `Also: ${node.names.join(" · ")}`));
  const weight = (edge) => (background.has(edge.relation) ? 0 : 1000) + (edge.target ? 500 : 0) + edge.sources;
  const passing = node.edges.filter(passes).sort((one, other) => weight(other) - weight(one)), hidden = node.edges.length - passing.length;
  parts.push(highlightKey(), element("h3", {}, "Statements"), ...passing.map((edge) => statementLine(edge, node, passing.length <= 3)));
  if (hidden) parts.push(element("p", { className: "hint" }, `${counted(hidden, "statement")} ${hidden === 1 ? "does" : "do"} not pass the filters.`));
  fill(...parts);
}

function fill(...children) {
  const close = element("button", { type: "button", className: "close", ariaLabel: "Close", onclick: () => { clear(); byId("graph").focus({ preventScroll: true }); } }, "×");
  byId("panel").replaceChildren(close, ...children);
  byId("panel").hidden = false;
  byId("panel").scrollTop = 0;
}

function pointOut(claim) {
  const quote = [...byId("panel").querySelectorAll("blockquote")].find((block) => block.dataset.claim === claim);
  quote?.classList.add("named");
  quote?.scrollIntoView({ block: "nearest" });
}

// ---- choosing: a node or an edge; what the view lacks is shown in its neighbourhood

function choose(thing, { move = false, claim = "" } = {}) {
  const isNode = nodeOf.get(thing.id) === thing;
  const centre = isNode ? thing : thing.source ?? thing.target;
  if (move && isMany() && centre) { // among thousands of lines a choice is seen only alone
    setView("around", centre);
    refresh();
  }
  bringIntoView(thing);
  state.chosen = thing.id;
  if (isNode && state.view !== "around") setView(state.view, thing);
  if (isNode) showNode(thing); else showEdge(thing);
  paint();
  network.setSelection({ nodes: isNode ? [thing.id] : [], edges: drawnEdges.get(thing.id) ? [thing.id] : [] }, { highlightEdges: false });
  if (move) fit(true, inFocus());
  if (claim) pointOut(claim);
  byId("status").textContent = isNode ? `${thing.name}: ${counted(thing.support, "statement")}` : `${thing.source?.name ?? ""} ${thing.relation} ${thing.target?.name ?? ""}: ${counted(thing.evidence.length, "quotation")}`;
  const address = isNode ? entityAddress(thing) : claimAddress(claim || thing.evidence[0]?.claim || "");
  history.replaceState(null, "", isNode && state.view === "around" && state.centre === thing ? `${address}&around=${state.hops}` : address);
}

function isInView(thing) {
  return view.nodes.includes(thing) || view.edges.includes(thing);
}

function bringIntoView(thing) {
  if (isInView(thing)) return;
  const centre = nodeOf.get(thing.id) === thing ? thing : thing.source ?? thing.target;
  if (!(nodeOf.has(thing.id) ? thing.edges.some(passes) : passes(thing))) resetControls();
  if (centre) setView("around", centre); else setView("all");
  refresh();
  if (isInView(thing)) return;
  setView("all");
  refresh();
}

function showAround(node) {
  setView("around", node);
  refresh();
  choose(node, { move: true });
}

function clear() {
  state.chosen = null;
  byId("panel").hidden = true;
  paint();
  network.unselectAll();
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
}
