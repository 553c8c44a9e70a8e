// Draws the graph, filters it, and shows the sentences behind what is chosen. Texts reach the page as text, never as HTML.
"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
  const edgeOf = new Map([...data.edges, ...data.statements].map((edge) => [edge.id, edge]));
  const LABELLED_EDGES = 200; // with more lines in view, only those of the chosen entity carry their words
  const FADED = 0.14;
  const state = { all: false, kinds: new Set(), stances: new Set(), chosen: null, touched: false, started: false };

  const around = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of edgeOf.values()) {
    for (const end of new Set([edge.from, edge.to])) if (around.has(end)) around.get(end).push(edge);
  }

  // ---- what is in view

  const nodeShown = (node) => (state.all || node.core) && state.kinds.has(node.kind);
  const edgeShown = (edge) => state.stances.has(edge.stance) && [edge.from, edge.to].every((end) => nodeShown(nodeOf.get(end)));

  function readFilters() {
    const checked = (name) => new Set([...document.querySelectorAll(`[data-filter=${name}]:checked`)].map((box) => box.value));
    state.kinds = checked("kind");
    state.stances = checked("stance");
    state.all = Boolean(byId("show-all") && byId("show-all").checked);
  }

  function inFocus() {
    if (!state.chosen) return null;
    const edges = nodeOf.has(state.chosen) ? around.get(state.chosen) : [edgeOf.get(state.chosen)];
    const ends = edges.flatMap((edge) => [edge.from, edge.to]);
    return new Set([state.chosen, ...ends, ...edges.map((edge) => edge.id)]);
  }

  // ---- how it looks

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const named = (name) => style.getPropertyValue(`--${name}`).trim();
    return { ink: named("ink"), card: named("card"), edge: named("edge"), border: named("border"), denied: named("denied"), accent: named("accent") };
  }

  function drawnNode(node, theme, focus) {
    const faded = focus && !focus.has(node.id);
    const fill = { background: node.color, border: theme.border };
    return {
      id: node.id, label: node.label, shape: node.shape, size: node.size, title: node.title,
      x: state.all ? node.full[0] : node.x, y: state.all ? node.full[1] : node.y, opacity: faded ? FADED : 1,
      color: { ...fill, highlight: { background: node.color, border: theme.accent }, hover: fill },
      font: { size: node.font.size, color: faded ? "transparent" : theme.ink, strokeWidth: faded ? 0 : 4, strokeColor: theme.card },
    };
  }

  function drawnEdge(edge, theme, focus, labelled) {
    const faded = focus && !focus.has(edge.id);
    const colour = edge.stance_color ? theme.denied : theme.edge;
    const words = labelled || (focus && !faded);
    return {
      id: edge.id, from: edge.from, to: edge.to, width: edge.width, dashes: edge.dashes, smooth: edge.smooth, title: edge.title,
      label: words && !faded ? edge.text : " ",
      color: { color: colour, highlight: theme.accent, hover: theme.accent, opacity: faded ? FADED : 1 },
      font: { size: focus ? 13 : 12, color: edge.stance_color ? colour : theme.ink, strokeWidth: 4, strokeColor: theme.card },
    };
  }

  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();

  function replace(set, items) {
    const kept = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    set.update(items);
  }

  function refresh() {
    const theme = colours(), focus = inFocus();
    const lines = data.edges.filter(edgeShown);
    replace(nodes, data.nodes.filter(nodeShown).map((node) => drawnNode(node, theme, focus)));
    replace(edges, lines.map((edge) => drawnEdge(edge, theme, focus, lines.length <= LABELLED_EDGES)));
  }

  // ---- the evidence panel

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }
  const text = (words) => element("bdi", {}, words);
  const nameOf = (id) => (nodeOf.has(id) ? nodeOf.get(id).name : "");
  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const address = (id) => `#entity=${encodeURIComponent(id)}`;

  function entityLink(id) {
    return nodeOf.has(id) ? element("a", { href: address(id), onclick: (event) => { event.preventDefault(); choose(id, true); } }, text(nameOf(id))) : text("?");
  }

  function quotation(number) {
    const found = data.evidence[number];
    const words = found.quote.map(([piece, role]) => role ? element("mark", { className: role, title: role }, piece) : piece);
    const title = found.address
      ? element("a", { href: found.address, target: "_blank", rel: "noopener noreferrer" }, text(found.title))
      : text(found.title);
    const source = element("p", { className: "source" }, title, ...[found.publisher, found.date].filter(Boolean).flatMap((part) => [" · ", text(part)]));
    return element("blockquote", {}, element("p", { dir: "auto" }, ...words), source, particulars(found));
  }

  function particulars(found) {
    const list = element("dl", {});
    const add = (term, ...what) => list.append(element("dt", {}, term), element("dd", {}, ...what));
    if (found.holder) add("according to", text(found.holder));
    for (const [role, words, value, entity] of found.details) {
      add(role, nodeOf.has(entity) ? entityLink(entity) : text(words), value && value !== words && !nodeOf.has(entity) ? ` (${value})` : "");
    }
    if (found.title !== found.article) add("article", text(found.article));
    add("rule", `${found.rule}, confidence ${found.confidence}`);
    return list;
  }

  function showEdge(edge) {
    const heading = element("h2", {}, entityLink(edge.from), ` ${edge.relation} `, edge.to ? entityLink(edge.to) : "");
    const tags = element("p", { className: "tags" }, element("span", { className: `stance ${edge.stance}` }, edge.stance), counted(edge.sources, "article"));
    fill(heading, tags, ...edge.evidence.map(quotation));
  }

  function summary(edge, id) {
    const other = edge.from === id ? edge.to : edge.from;
    const words = edge.from === id ? `${edge.relation} → ` : `${edge.relation} ← `;
    const line = element("summary", {}, other ? words : edge.relation, other ? text(nameOf(other)) : "", " ",
      element("small", {}, `${edge.stance === "asserted" ? "" : edge.stance + ", "}${counted(edge.sources, "article")}`));
    const link = other ? element("p", { className: "hint" }, "Go to ", entityLink(other)) : "";
    return element("details", {}, line, link, ...edge.evidence.map(quotation));
  }

  function showNode(node) {
    const tags = element("p", { className: "tags" }, element("span", {}, node.kindName), counted(node.support, "statement"));
    const parts = [element("h2", {}, text(node.name)), tags];
    if (node.names.length) parts.push(element("p", { className: "hint", dir: "auto" }, `Also: ${node.names.join(" · ")}`));
    parts.push(element("h3", {}, "Statements"));
    const lines = around.get(node.id).filter((edge) => state.stances.has(edge.stance)).map((edge) => summary(edge, node.id));
    if (lines.length <= 3) for (const line of lines) line.open = true;
    fill(...parts, ...lines);
  }

  function fill(...children) {
    const close = element("button", { type: "button", className: "close", ariaLabel: "Close", onclick: clear }, "×");
    byId("panel").replaceChildren(close, ...children);
    byId("panel").hidden = false;
    byId("panel").scrollTop = 0;
  }

  // ---- choosing

  function choose(id, move) {
    const node = nodeOf.get(id), edge = edgeOf.get(id);
    if (!node && !edge) return clear();
    bringIntoView([node, ...(edge ? [nodeOf.get(edge.from), nodeOf.get(edge.to)] : [])].filter(Boolean), edge);
    state.chosen = id;
    refresh();
    if (node) showNode(node); else showEdge(edge);
    network.setSelection({ nodes: node ? [id] : [], edges: edge && edges.get(id) ? [id] : [] }, { highlightEdges: false });
    if (move) fit(state.started, inFocus());
    byId("status").textContent = node ? `${node.name}: ${counted(node.support, "statement")}` : `${edge.relation}: ${counted(edge.evidence.length, "quotation")}`;
    if (node) history.replaceState(null, "", address(id));
  }

  function bringIntoView(wanted, edge) {
    if (wanted.some((node) => !node.core) && byId("show-all")) byId("show-all").checked = true;
    const boxes = [...document.querySelectorAll("[data-filter]")];
    const needed = new Set([...wanted.map((node) => `kind ${node.kind}`), edge ? `stance ${edge.stance}` : ""]);
    for (const box of boxes) if (needed.has(`${box.dataset.filter} ${box.value}`)) box.checked = true;
    readFilters();
  }

  function clear() {
    state.chosen = null;
    refresh();
    network.unselectAll();
    byId("panel").hidden = true;
  }

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  function followAddress() {
    const [, what, id] = /^#(entity|statement)=(.+)$/.exec(location.hash) || [];
    if (!what) return;
    try { choose(decodeURIComponent(id), true); } catch (fault) { if (!(fault instanceof URIError)) throw fault; }
    byId("panel").focus({ preventScroll: true });
    document.querySelector("main").scrollIntoView({ block: "nearest" });
  }

  // ---- search

  const names = new Map();
  function fillSearch() {
    const list = byId("entities");
    for (const node of data.nodes) {
      let name = node.name;
      for (let again = 2; names.has(name.toLowerCase()); again++) name = `${node.name} (${node.kindName}${again > 2 ? ` ${again - 1}` : ""})`;
      names.set(name.toLowerCase(), node.id);
      list.append(element("option", { value: name }));
    }
    for (const node of data.nodes) {
      for (const name of node.names) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), node.id);
    }
  }

  function search(loosely) {
    const wanted = byId("search").value.trim().toLowerCase();
    if (!wanted) return;
    const exact = names.get(wanted);
    const near = loosely ? [...names].find(([name]) => name.includes(wanted)) : null;
    if (exact || near) choose(exact || near[1], true);
    else if (loosely) byId("status").textContent = "No entity has this name.";
  }

  // ---- buttons

  function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
    byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
  }

  // Brings all nodes, or some, into the space that the panel leaves; vis-network's fit measures nodes it has not drawn.
  function fit(animated, only) {
    const shown = nodes.get().filter((node) => !only || only.has(node.id)), stage = byId("graph"), panel = byId("panel");
    if (!shown.length) return;
    const covered = getComputedStyle(panel).position === "absolute" ? panel.offsetWidth : 0;
    const [left, right] = span(shown.map((node) => node.x)), [top, bottom] = span(shown.map((node) => node.y));
    const scale = Math.min((stage.clientWidth - covered) / (right - left + 190), stage.clientHeight / (bottom - top + 130), 1.3);
    const position = { x: (left + right) / 2 + covered / 2 / scale, y: (top + bottom) / 2 + 15 };
    network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 400 } : false });
  }
  const span = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: calm() ? false : { duration: 150 } });
  }

  function savePicture() {
    const picture = byId("graph").querySelector("canvas").toDataURL("image/png");
    element("a", { href: picture, download: "graph.png" }).click();
  }

  function paintBackground(context) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = colours().card;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
  }

  // ---- start

  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  readFilters();
  fillSearch();
  refresh();
  const network = new vis.Network(byId("graph"), { nodes, edges }, data.options);
  network.on("beforeDrawing", paintBackground);
  network.once("afterDrawing", () => { document.body.dataset.drawn = "yes"; });
  network.on("click", ({ nodes: [node], edges: [edge] }) => (node || edge ? choose(node || edge, false) : clear()));
  // After the event vis-network still scales the view by itself, so the fit comes a moment later.
  network.on("resize", () => setTimeout(() => { if (!state.touched) fit(false, inFocus()); }, 0));
  for (const kind of ["pointerdown", "wheel", "keydown"]) byId("graph").addEventListener(kind, () => { state.touched = true; }, { capture: true, passive: true });
  fit(false);

  byId("filters").addEventListener("submit", (event) => { event.preventDefault(); search(true); });
  byId("filters").addEventListener("change", (event) => {
    if (event.target.id === "search") return search(false);
    const wasAll = state.all;
    readFilters();
    refresh();
    if (state.all !== wasAll) fit(false);
  });
  byId("search").addEventListener("input", () => search(false));
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", () => { clear(); fit(true); });
  byId("png").addEventListener("click", savePicture);
  byId("theme").addEventListener("click", () => {
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    refresh();
  });
  addEventListener("hashchange", followAddress);
  addEventListener("beforeprint", () => { byId("table").open = true; });
  followAddress();
  state.started = true;
})();
