// Puts the page together: first picture, addresses, buttons and keys.
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
}

// `#entity=` takes the last part of an IRI, a whole IRI or a name; `#claim=` the same of a claim.
function addressed(what, text) {
  const last = text.slice(text.lastIndexOf("/") + 1);
  if (what === "claim") return [edgeOfClaim.get(last), last];
  return [nodeOf.get(text) ?? nodeOf.get(last) ?? spellings.find(({ key }) => key === folded(text))?.node, ""];
}

function lookAt(view) {
  setView(view);
  filterChanged();
  fit(false);
}

// Besides `#view=all` an address names what is chosen: `#entity=…`, with `&around=2` its neighbourhood, or `#claim=…`.
function followAddress() {
  if (location.hash === "#view=all" || location.hash === "#view=story") return lookAt(location.hash.slice(6));
  const [, what, text, hops] = /^#(entity|claim)=([^&]+)(?:&around=([12]))?$/.exec(location.hash) ?? [];
  if (!what) return;
  let wanted;
  try { wanted = decodeURIComponent(text); } catch { return; } // a malformed escape names nothing
  const [thing, claim] = addressed(what, wanted);
  if (!thing) { byId("status").textContent = `Nothing here has the address ${wanted}.`; return; }
  if (hops) {
    byId("hops").value = hops;
    showAround(thing);
  }
  choose(thing, { move: true, claim });
  byId("panel").focus({ preventScroll: true });
}

function step(forwards) {
  const order = [...view.nodes].sort((one, other) => other.support - one.support || (one.id < other.id ? -1 : 1));
  if (!order.length) return;
  const at = order.findIndex((node) => node.id === state.chosen);
  choose(order[(at + (forwards ? 1 : at < 0 ? 0 : -1) + order.length) % order.length]);
}

function filterChanged() {
  const before = isMany();
  readControls();
  refresh();
  if (isMany() !== before) network.setOptions(drawingOptions());
  if (state.chosen && !isInView(nodeOf.get(state.chosen) ?? edgeOf.get(state.chosen))) clear();
  else if (nodeOf.has(state.chosen)) showNode(nodeOf.get(state.chosen));
  byId("status").textContent = `${counted(view.nodes.length, "entity")} and ${counted(view.edges.length, "statement")} in view.`;
}

setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
fillControls();
fillTime();
const isStoryWhole = data.edges.every((edge) => edge.story);
if (isStoryWhole || !data.edges.some((edge) => edge.story)) setView("all"); else readControls();
refresh();
const network = new vis.Network(byId("graph"), { nodes: drawnNodes, edges: drawnEdges }, data.options);
network.setOptions(drawingOptions());
network.on("beforeDrawing", paintBackground);
network.on("afterDrawing", drawCrosses);
network.once("afterDrawing", () => { document.body.dataset.drawn = "yes"; performance.mark("drawn"); });
network.on("click", ({ nodes: [node], edges: [edge] }) => {
  const thing = nodeOf.get(node) ?? edgeOf.get(edge);
  if (thing) choose(thing); else clear();
});
network.on("doubleClick", ({ nodes: [node] }) => { if (nodeOf.has(node)) showAround(nodeOf.get(node)); });
// After the event vis-network still scales the view by itself, so the fit comes a moment later, and again.
const refit = () => { if (!state.touched) fit(false, inFocus()); };
network.on("resize", () => { setTimeout(refit, 0); requestAnimationFrame(() => requestAnimationFrame(refit)); });
for (const kind of ["pointerdown", "wheel", "keydown"]) byId("graph").addEventListener(kind, () => { state.touched = true; }, { capture: true, passive: true });
fit(false);

byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("change", ({ target }) => {
  if (target.id === "search") return;
  filterChanged();
  if (target.name === "view" || target.id === "hops") fit(false, state.view === "all" ? undefined : inFocus());
});
for (const kind of ["all", "none"]) {
  const button = document.querySelector(`[data-${kind}]`);
  button.addEventListener("click", () => {
    for (const box of document.querySelectorAll("[data-filter=relation]")) box.checked = kind === "all";
    filterChanged();
  });
}
byId("reset").addEventListener("click", () => { resetControls(); filterChanged(); });
let waiting = 0;
for (const slider of [byId("from"), byId("until")]) {
  slider.addEventListener("input", () => {
    readPeriod(slider);
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filterChanged);
  });
}
byId("reported").addEventListener("change", () => { readControls(); fillTime(); filterChanged(); });
byId("search").addEventListener("input", lookUp);
byId("search").addEventListener("keydown", searchKey);
byId("search").addEventListener("blur", () => { matches = []; showMatches(); });
byId("zoom-in").addEventListener("click", () => zoom(1.25));
byId("zoom-out").addEventListener("click", () => zoom(0.8));
byId("fit").addEventListener("click", () => { clear(); fit(true); });
byId("png").addEventListener("click", savePng);
byId("svg").addEventListener("click", saveSvg);
byId("theme").addEventListener("click", () => {
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  wipe();
  network.setOptions(drawingOptions());
  paint();
});
byId("table").addEventListener("toggle", () => { if (byId("table").open && !byId("rows").children.length) moreRows(); });
byId("more-rows").addEventListener("click", moreRows);
byId("graph").addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  if (!ctrlKey && !metaKey && !altKey && (key === "n" || key === "p")) step(key === "n");
});
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !state.chosen) return;
  clear();
  byId("graph").focus({ preventScroll: true });
});
addEventListener("hashchange", followAddress);
addEventListener("beforeprint", allRows);
followAddress();
