// The query page: YASQE as the editor, the cookbook's queries, the answer as a table. Asks only this server.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const [status, error, answer, plain] = ["status", "error", "answer", "plain"].map(byId);

  const completer = (name, iris) => {
    Yasqe.forkAutocompleter(name, { name: `kg-${name}`, persistenceId: null, bulk: true, get: () => Promise.resolve(iris) });
    return `kg-${name}`;
  };
  const run = () => void ask();
  const editor = new Yasqe(byId("editor"), {
    value: plain.value,
    showQueryButton: false,
    createShareableLink: null,
    consumeShareLink: null,
    persistenceId: null,
    resizeable: true,
    editorHeight: "280px",
    autocompleters: ["variables", completer("property", data.properties), completer("class", data.classes)],
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false, "Ctrl-S": false },
  });
  editor.getInputField().setAttribute("aria-label", "SPARQL");
  editor.getScrollerElement().tabIndex = 0; // long queries scroll with the keyboard too
  plain.hidden = byId("plain-label").hidden = true;

  const shortened = (iri) => {
    const found = Object.entries(data.prefixes).find(([, space]) => iri.startsWith(space));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  };
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const iriCell = (iri) => {
    if (iri.startsWith(data.base)) {
      const path = iri.slice(data.base.length);
      return /^(entity|article|event|claim)\//.test(path) ? element("a", path, { href: `/${path}`, title: iri }) : element("span", iri);
    }
    if (!/^https?:/.test(iri)) return element("span", iri);
    return element("a", shortened(iri), { href: iri, title: iri, rel: "noreferrer noopener" });
  };
  const cell = (term) => {
    const made = element("td");
    if (term) made.append(term.type === "uri" ? iriCell(term.value) : element("bdi", term.value));
    return made;
  };
  const tableOf = (columns, rows) => {
    const table = element("table");
    const head = table.createTHead().insertRow();
    columns.forEach((name) => head.append(element("th", name, { scope: "col" })));
    const body = table.createTBody();
    rows.forEach((row) => body.insertRow().append(...columns.map((name) => cell(row[name]))));
    return table;
  };

  const fetched = async (accept) => {
    const reply = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
      body: editor.getValue(),
    });
    if (!reply.ok) throw new Error((await reply.text()).trim());
    return reply;
  };
  const told = async (work) => {
    error.hidden = true;
    status.textContent = "Asking…";
    try {
      status.textContent = await work();
    } catch (problem) {
      status.textContent = "";
      error.textContent = problem.message;
      error.hidden = false;
      answer.hidden = true;
    }
  };
  const MOST_ROWS = 2000; // a browser shows more only slowly; saved files hold all

  const show = async (reply) => {
    if (!reply.headers.get("Content-Type").startsWith("application/sparql-results+json")) {
      answer.replaceChildren(element("pre", await reply.text()));
      return "A graph";
    }
    const result = await reply.json();
    if ("boolean" in result) {
      answer.replaceChildren(element("p", result.boolean ? "Yes" : "No"));
      return "";
    }
    const rows = result.results.bindings;
    answer.replaceChildren(tableOf(result.head.vars, rows.slice(0, MOST_ROWS)));
    return rows.length > MOST_ROWS ? `${rows.length} rows, the first ${MOST_ROWS} shown` : `${rows.length} row${rows.length === 1 ? "" : "s"}`;
  };
  const ask = () =>
    told(async () => {
      const started = performance.now();
      const count = await show(await fetched("application/sparql-results+json, text/turtle;q=0.9"));
      answer.hidden = false;
      return `${count} ${count && "· "}${Math.round(performance.now() - started)} ms`;
    });
  const save = (accept, name) =>
    told(async () => {
      const blob = await (await fetched(`${accept}, text/turtle;q=0.5`)).blob();
      const graph = blob.type.startsWith("text/turtle");
      const link = element("a", "", { href: URL.createObjectURL(blob), download: graph ? "answer.ttl" : name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      return "Saved";
    });

  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  document.querySelectorAll("button.save").forEach((button) => {
    button.addEventListener("click", () => save(button.value, button.dataset.name));
  });
  const named = byId("named");
  const choose = (name) => {
    if (!(name in data.queries)) return;
    named.value = name;
    editor.setValue(data.queries[name]);
    run();
  };
  named.addEventListener("change", () => choose(named.value));
  const wanted = new URLSearchParams(location.search);
  if (wanted.has("query")) {
    editor.setValue(wanted.get("query"));
    if (wanted.has("run")) run();
  }
  choose(wanted.get("name"));
})();
