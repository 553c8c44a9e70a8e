// The plain table of the statements in view, a page of rows at a time.
const ROWS = 200, ARTICLES = 3;

function tableRow(edge) {
  const item = edge.evidence.find(tells) ?? edge.evidence[0], unique = (values) => [...new Set(values.filter(Boolean))];
  const articles = unique(edge.evidence.map(({ article }) => article)), more = edge.evidence.length - 1;
  const cells = [
    [edge.source ? entityLink(edge.source) : "?"], [statementLink(edge, edge.relation)], [edge.target ? entityLink(edge.target) : ""], [edge.stance],
    [words(unique(edge.evidence.map(({ holder }) => holder)).join(", "))], [unique(edge.evidence.map(({ when }) => when)).join(", ")],
    [...articles.slice(0, ARTICLES).map(({ title, date }) => element("div", {}, words([title, date].filter(Boolean).join(" · ")))),
      articles.length > ARTICLES ? `and ${articles.length - ARTICLES} more` : ""],
    [words(item ? item.quote.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("") : ""), more > 0 ? ` and ${counted(more, "quotation")} more` : ""],
  ];
  const row = element("tr", { data: { edge: edge.id } }, ...cells.map((cell) => element("td", {}, ...cell)));
  row.children[3].className = edge.stance;
  return row;
}

// Rows are made only while the table is open.
function fillTable() {
  byId("table-title").textContent = `The ${counted(view.edges.length, "statement")} in view as a table`;
  byId("rows").replaceChildren();
  if (byId("table").open) moreRows();
}

function moreRows() {
  const rows = byId("rows"), next = view.edges.slice(rows.children.length, rows.children.length + ROWS);
  rows.append(...next.map(tableRow));
  const left = view.edges.length - rows.children.length;
  byId("more-rows").hidden = left <= 0;
  byId("more-rows").textContent = `Show ${Math.min(left, ROWS)} of ${inFigures(left)} more`;
}

function allRows() {
  byId("table").open = true;
  while (byId("rows").children.length < view.edges.length) moreRows();
}
