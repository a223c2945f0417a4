// A table of links that works with keyboard and screen reader. Everything shown is set as text, never as
// HTML: names come from articles. A click tells the app what was picked; the address behind a link
// opens the same view in a new tab.

const FIRST_CARDS = 12; // a narrow screen shows so many rows as cards before it is asked for the rest

function element(name, classes, text) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

function filled(holder, cell, pick) {
  if (!cell) return holder;
  if (cell.title) holder.title = cell.title;
  let inside = holder;
  if (cell.go) {
    inside = element("a", "go");
    inside.href = cell.href || "#";
    inside.tabIndex = -1;
    if (cell.title) inside.setAttribute("aria-label", cell.title);
    if (cell.fold) inside.setAttribute("aria-expanded", String(cell.fold === "open"));
    inside.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      pick(cell.go);
    });
    holder.append(inside);
  }
  if (cell.glyph) {
    const glyph = element("span", "glyph", cell.glyph);
    glyph.setAttribute("aria-hidden", "true");
    if (cell.colour) glyph.style.color = cell.colour;
    inside.append(glyph);
  }
  if (cell.text) inside.append(element("span", "text", cell.text));
  if (cell.note) inside.append(element("span", "note", cell.note));
  if (cell.tone) holder.classList.add(cell.tone);
  if (cell.picked) holder.classList.add("picked");
  if (cell.fold) holder.classList.add("fold");
  return holder;
}

function headings(data, pick) {
  const head = element("thead");
  if (data.groups.length) {
    const row = element("tr", "groups");
    row.append(element("td", "corner"));
    for (const group of data.groups) {
      const cell = element("th", "group");
      cell.append(element("span", "", group.text));
      cell.colSpan = group.span;
      cell.scope = "colgroup";
      row.append(cell);
    }
    head.append(row);
  }
  const row = element("tr", data.upright ? "columns upright" : "columns");
  const corner = element("th", "corner", data.corner);
  corner.scope = "col";
  row.append(corner);
  for (const column of data.columns) {
    const cell = filled(element("th"), column, pick);
    cell.scope = "col";
    row.append(cell);
  }
  head.append(row);
  return head;
}

function body(data, pick) {
  const rows = element("tbody");
  data.rows.forEach((line, at) => {
    const row = element("tr", data.cards && at >= FIRST_CARDS ? "later" : "");
    const first = filled(element("th", "first"), line.head, pick);
    first.scope = "row";
    if (line.card) {
      first.classList.add("has-card");
      first.prepend(element("span", "card", line.card));
    }
    row.append(first);
    line.cells.forEach((cell, number) => {
      const made = filled(element("td", cell ? "" : "none"), cell, pick);
      // what stands over the column in the table stands before the value on a card
      const column = data.columns[number] || {};
      if (data.cards && column.tone === "titled") made.classList.add("titled");
      if (data.cards && column.tone !== "bare") made.dataset.name = column.text || "";
      row.append(made);
    });
    row.dataset.words = row.textContent.toLowerCase();
    rows.append(row);
  });
  return rows;
}

// a table that is laid out as cards is still a table to who hears it
function spokenAsTable(table) {
  const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" };
  table.setAttribute("role", "table");
  for (const [which, role] of Object.entries(roles)) {
    table.querySelectorAll(which).forEach((part) => part.setAttribute("role", role));
  }
}

function place(cell) {
  return cell.querySelector("a.go") || cell;
}

function isCards(table) {
  return getComputedStyle(table).display === "block";
}

function isShown(part) {
  return part.getClientRects().length > 0;
}

function nextCell(table, cell, step) {
  if (isCards(table)) {
    const cells = [...table.tBodies[0].querySelectorAll("th, td")].filter((each) => isShown(each) && place(each) !== each);
    return cells[cells.indexOf(cell) + step[0] + step[1]];
  }
  const all = [...table.rows].filter((row) => !row.hidden && !row.classList.contains("groups"));
  const row = all[all.indexOf(cell.parentElement) + step[0]];
  return row && row.cells[cell.cellIndex + step[1]];
}

function moveByKeys(table) {
  const start = table.querySelector("a.go");
  if (start) start.tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    const step = steps[event.key];
    const cell = event.target.closest("td, th");
    if (!step || !cell) return;
    const next = nextCell(table, cell, step);
    if (!next) return;
    event.preventDefault();
    focusOn(table, next);
  });
}

function focusOn(table, cell, quiet = false) {
  table.querySelectorAll("[tabindex='0']").forEach((old) => (old.tabIndex = -1));
  const target = place(cell);
  target.tabIndex = 0;
  target.focus({ preventScroll: quiet });
}

function finder(data, table) {
  const box = element("input", "finder");
  box.type = "search";
  box.placeholder = data.finder;
  box.setAttribute("aria-label", data.finder);
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    table.classList.toggle("found", words.length > 0);
    for (const row of table.tBodies[0].rows) {
      row.hidden = !words.every((word) => row.dataset.words.includes(word));
    }
  });
  return box;
}

function rest(data, table) {
  const button = element("button", "rest", `Show all ${data.rows.length}`);
  button.type = "button";
  button.addEventListener("click", () => {
    table.classList.add("found");
    button.remove();
    const link = table.querySelector("tr.later a.go");
    if (link) focusOn(table, link.closest("td, th"));
  });
  return button;
}

function focused(parentElement) {
  const active = parentElement.getRootNode().activeElement || (parentElement.shadowRoot || {}).activeElement;
  const cell = active && active.closest ? active.closest("td, th") : null;
  return cell && parentElement.contains(cell) ? [cell.parentElement.rowIndex, cell.cellIndex] : null;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const pick = (value) => setTriggerValue("picked", value);
  const old = parentElement.querySelector(".grid");
  const kept = old ? [old.scrollLeft, old.scrollTop] : [0, 0];
  const was = old ? focused(parentElement) : null;
  const all = old && old.querySelector("table.found") && !parentElement.querySelector(".finder")?.value;
  parentElement.querySelectorAll(".grid, .finder, .rest").forEach((part) => part.remove());
  const holder = element("div", "grid " + (data.style || "") + (data.cards ? " cards" : ""));
  holder.style.setProperty("--high", data.height ? data.height + "px" : "none");
  const table = element("table");
  table.append(element("caption", "", data.caption), headings(data, pick), body(data, pick));
  if (data.cards) spokenAsTable(table);
  if (all) table.classList.add("found");
  holder.append(table);
  if (data.finder && data.rows.length > 8) parentElement.append(finder(data, table));
  parentElement.append(holder);
  if (data.cards && data.rows.length > FIRST_CARDS && !all) parentElement.append(rest(data, table));
  // the second line of headings stays below the first
  const groups = table.querySelector("tr.groups");
  if (groups) holder.style.setProperty("--below", groups.offsetHeight + "px");
  moveByKeys(table);
  const again = was && table.rows[was[0]]?.cells[was[1]];
  if (again) focusOn(table, again, true);
  [holder.scrollLeft, holder.scrollTop] = kept;
}
