/* Sorts, searches and pages the tables of helpers/display/tables.py in a live notebook (helpers/display/live_tables.py).
   Written for Khitab (GPL-3.0-or-later). The table in the notebook stays what it is: only the page changes, and only
   for tables that the running kernel has made. Nothing is asked of the network. */

const PAGE = 25, FEW = 8; // rows of a page; a table with fewer rows has no search
const MARKS = /[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069]/g;

const made = (name, kind, text) => {
  const node = document.createElement(name);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  return node;
};

// Words are found however their alef, ya and ta marbuta are written, with or without marks.
const folded = text => text.normalize("NFKC").replace(MARKS, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي")
  .replace(/ة/g, "ه").toLowerCase();

// A number as tables.py writes it: 1,234.5, −3, 1.2e-05, < .001; NaN for anything else.
function number(text) {
  const plain = text.trim().replace(/,/g, "").replace(/\u2212/g, "-").replace(/^<\s*/, "");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

function compare(one, other) {
  const [a, b] = [number(one), number(other)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return one.trim().localeCompare(other.trim(), "ar", { numeric: true });
}

const missing = text => ["", "–"].includes(text.trim());

function alive(table, id, about, labels, ask) {
  table.dataset.khitabLive = "";
  const body = table.tBodies[0], heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])];
  let rows = [...body.rows], whole = about.n <= about.shown, sorted = -1, down = false, first = 0, words = [];
  const bar = made("div", "khitab-table-bar"), search = made("input"), count = made("bdi", "khitab-table-count");
  const previous = made("button", "", labels.previous), next = made("button", "", labels.next);
  bar.dir = table.dir || "rtl";
  bar.dataset.lmSuppressShortcuts = table.dataset.lmSuppressShortcuts = "true";
  Object.assign(search, { type: "search", dir: "auto", placeholder: labels.search });
  search.setAttribute("aria-label", labels.search);
  count.dir = "ltr";
  count.setAttribute("aria-live", "polite");
  previous.type = next.type = "button";
  bar.append(search, previous, count, next);
  if (about.n >= FEW) table.parentNode.insertBefore(bar, table);

  // Beyond the rows that the notebook shows, the kernel has the others; they come when they are needed first.
  let coming = null;
  const load = () => whole ? null : (coming ??= about.gone ? lost() : fill());
  function lost() { // the rows that the notebook holds are all there are
    whole = true;
    bar.append(made("span", "khitab-table-gone", labels.gone));
  }
  async function fill() {
    const page = new DOMParser().parseFromString(await ask(id), "text/html");
    const all = page.querySelector("table")?.tBodies[0]?.rows;
    if (!all?.length) return lost();
    rows = [...all].map(row => document.adoptNode(row));
    whole = true;
    words = [];
    const cut = table.caption?.querySelector("span[style*='font-weight']");
    if (!cut) return;
    cut.hidden = about.n <= rows.length;
    const first = cut.querySelector("bdi"); // (first 5,000 of 6,000 rows): search and order are of these
    if (first) first.textContent = rows.length.toLocaleString("en");
  }

  function draw() {
    const wanted = folded(search.value).split(/\s+/).filter(Boolean);
    if (!words.length) words = rows.map(row => folded([...row.cells].map(cell => cell.textContent).join(" ")));
    let shown = rows.filter((_, index) => wanted.every(word => words[index].includes(word)));
    if (sorted >= 0) {
      const cell = row => row.cells[sorted]?.textContent ?? "", sign = down ? -1 : 1;
      shown.sort((a, b) => missing(cell(a)) - missing(cell(b)) || sign * compare(cell(a), cell(b)));
    }
    first = Math.min(first, Math.max(0, Math.ceil(shown.length / PAGE) * PAGE - PAGE));
    body.replaceChildren(...shown.slice(first, first + PAGE));
    const last = Math.min(first + PAGE, shown.length);
    count.textContent = `${(shown.length ? first + 1 : 0).toLocaleString("en")}–${last.toLocaleString("en")} / ` +
      shown.length.toLocaleString("en") + (wanted.length ? ` (${rows.length.toLocaleString("en")})` : "");
    [previous.disabled, next.disabled] = [first === 0, last >= shown.length];
    heads.forEach((head, index) => head.setAttribute(
      "aria-sort", index !== sorted ? "none" : down ? "descending" : "ascending"));
  }

  async function change(act) {
    await load();
    act();
    draw();
  }
  function sort(index) {
    // Numbers from the largest first, words from the first letter; then the other way, then as they stood.
    const numeric = rows[0]?.cells[index]?.classList.contains("number") ?? false;
    first = 0;
    if (sorted !== index) [sorted, down] = [index, numeric];
    else if (down === numeric) down = !down;
    else [sorted, down] = [-1, false];
  }
  heads.forEach((head, index) => {
    head.tabIndex = 0;
    head.title = labels.sort;
    head.classList.add("khitab-sorts");
    head.addEventListener("click", () => change(() => sort(index)));
    head.addEventListener("keydown", event => {
      if (!["Enter", " "].includes(event.key)) return;
      event.preventDefault();
      change(() => sort(index));
    });
  });
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change(() => { first = 0; }), 150);
  });
  previous.addEventListener("click", () => change(() => { first = Math.max(0, first - PAGE); }));
  next.addEventListener("click", () => change(() => { first += PAGE; }));
  for (const node of [bar, table]) node.addEventListener("keydown", event => event.stopPropagation());

  // Until something is asked for, the table stands as the notebook has it.
  count.textContent = `${about.shown.toLocaleString("en")} / ${about.n.toLocaleString("en")}`;
  previous.disabled = true;
  next.disabled = about.n <= PAGE;
  heads.forEach(head => head.setAttribute("aria-sort", "none"));
}

function initialize({ model }) {
  const labels = model.get("labels"), seen = new WeakSet(), waiting = new Map();
  const ask = id => new Promise(resolve => {
    waiting.set(id, resolve);
    model.send({ do: "whole", id });
  });
  const tableOf = id => document.querySelectorAll(`.jp-OutputArea table#T_${CSS.escape(id)}:not([data-khitab-live])`);
  function look() {
    const ids = [];
    for (const table of document.querySelectorAll(".jp-OutputArea table.khitab-table[id]:not([data-khitab-live])")) {
      if (seen.has(table)) continue;
      seen.add(table);
      ids.push(table.id.replace(/^T_/, ""));
    }
    if (ids.length) model.send({ do: "known", ids });
  }
  function hear(message) {
    for (const [id, about] of Object.entries(message.known ?? {})) {
      for (const table of tableOf(id)) alive(table, id, about, labels, ask);
    }
    if (message.whole) {
      waiting.get(message.whole)?.(message.page);
      waiting.delete(message.whole);
    }
  }
  let soon = 0;
  const watch = new MutationObserver(() => {
    clearTimeout(soon);
    soon = setTimeout(look, 150);
  });
  model.on("msg:custom", hear);
  watch.observe(document.body, { childList: true, subtree: true });
  look();
  return () => {
    watch.disconnect();
    model.off("msg:custom", hear);
  };
}

export default { initialize };
