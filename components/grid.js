// A table of links that works with keyboard and screen reader. Everything shown is set as text, never as
// HTML: names come from articles. A click tells the app what was picked; the address behind a link
// opens the same view in a new tab.

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
  for (const line of data.rows) {
    const row = element("tr");
    const first = filled(element("th", "first"), line.head, pick);
    first.scope = "row";
    row.append(first);
    for (const cell of line.cells) row.append(filled(element("td"), cell, pick));
    row.dataset.words = row.textContent.toLowerCase();
    rows.append(row);
  }
  return rows;
}

function place(cell) {
  return cell.querySelector("a.go") || cell;
}

function moveByKeys(table) {
  const rows = () => [...table.rows].filter((row) => !row.hidden && !row.classList.contains("groups"));
  const start = table.querySelector("a.go");
  if (start) start.tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    const step = steps[event.key];
    const cell = event.target.closest("td, th");
    if (!step || !cell) return;
    const all = rows();
    const row = all[all.indexOf(cell.parentElement) + step[0]];
    const next = row && row.cells[cell.cellIndex + step[1]];
    if (!next) return;
    event.preventDefault();
    table.querySelectorAll("[tabindex='0']").forEach((old) => (old.tabIndex = -1));
    const target = place(next);
    target.tabIndex = 0;
    target.focus();
  });
}

function finder(data, table) {
  const box = element("input", "finder");
  box.type = "search";
  box.placeholder = data.finder;
  box.setAttribute("aria-label", data.finder);
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of table.tBodies[0].rows) {
      row.hidden = !words.every((word) => row.dataset.words.includes(word));
    }
  });
  return box;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const pick = (value) => setTriggerValue("picked", value);
  const old = parentElement.querySelector(".grid");
  const kept = old ? [old.scrollLeft, old.scrollTop] : [0, 0];
  parentElement.querySelectorAll(".grid, .finder").forEach((part) => part.remove());
  const holder = element("div", "grid " + (data.style || ""));
  holder.style.maxHeight = data.height ? data.height + "px" : "none";
  const table = element("table");
  table.append(element("caption", "", data.caption), headings(data, pick), body(data, pick));
  holder.append(table);
  if (data.finder && data.rows.length > 8) parentElement.append(finder(data, table));
  parentElement.append(holder);
  // the second line of headings stays below the first
  const groups = table.querySelector("tr.groups");
  if (groups) holder.style.setProperty("--below", groups.offsetHeight + "px");
  [holder.scrollLeft, holder.scrollTop] = kept;
  moveByKeys(table);
}
