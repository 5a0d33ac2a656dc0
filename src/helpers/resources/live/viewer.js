/* The concordance viewer and the desk of close reading in a live notebook (helpers/display/viewer.py, reading.py).
   Written for Khitab (GPL-3.0-or-later). Python says what is to be seen (`shown`), this draws it and tells Python what
   the reader does. Texts of a corpus go in as text, never as markup; nothing is asked of the network. */

const made = (name, kind, text) => {
  const node = document.createElement(name);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  return node;
};

// A text with its own direction: pieces as [text, kind], kind "ltr" for numbers and dates, "mark" for the keyword.
function worded(text, name = "bdi", kind = "") {
  const node = made(name, kind);
  node.dir = text.rtl ? "rtl" : "ltr";
  for (const [part, how] of text.parts) {
    if (!how) { node.append(part); continue; }
    const piece = made(how === "mark" ? "mark" : "bdi", "", part);
    if (how === "ltr") piece.dir = "ltr";
    node.append(piece);
  }
  return node;
}

// Several texts in a row, each with its own direction.
function listed(texts, name, kind) {
  const node = made(name, kind);
  texts.forEach((text, index) => node.append(...(index ? [" · "] : []), worded(text)));
  return node;
}

const plain = text => Array.isArray(text) ? text.map(plain).join(" · ") : text.parts.map(([part]) => part).join("");

async function copied(text) {
  try { await navigator.clipboard.writeText(text); return; } catch { /* a page without https may not */ }
  const area = made("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function render({ model, el }) {
  const labels = model.get("labels"), reads = model.get("kind") === "reading";
  let shown = model.get("shown"), at = shown.at || 0, opened = false, busy = 0;
  const name = `khitab-${Math.random().toString(36).slice(2)}`;
  const waiting = []; // keys pressed before the answer to the one before has come: they are for what it shows

  function say(message) {
    model.send(message);
    if (["at", "close"].includes(message.do)) return;
    clearTimeout(busy);
    busy = setTimeout(free, 20_000); // a kernel that does not answer takes no key for ever
    root.classList.add("khitab-busy");
  }

  function free() {
    clearTimeout(busy);
    busy = 0;
    root.classList.remove("khitab-busy");
    while (waiting.length && !busy) act(waiting.shift());
  }

  const root = made("div", "khitab-viewer");
  root.dir = "rtl";
  // What is typed here is not for the notebook, whose own keys cut and move cells.
  root.dataset.lmSuppressShortcuts = "true";
  root.dataset.jpSuppressContextMenu = "true";
  const controls = made("div", "khitab-controls"), turns = made("div", "khitab-controls"), note = made("div", "khitab-said");
  const stage = made("div", "khitab-stage"), table = made("table", "khitab-live-lines"), body = made("tbody");
  const article = made("div", "khitab-article"), keys = made("div", "khitab-keys"), columns = made("colgroup");
  const widths = ["3.2em", "2em", "auto", "9em", "auto", reads ? "9em" : "0", "13em"];
  for (const width of widths) columns.appendChild(made("col")).style.width = width;
  stage.tabIndex = 0;
  stage.setAttribute("role", "grid");
  stage.setAttribute("aria-label", labels.lines);
  note.setAttribute("aria-live", "polite");
  article.hidden = true;
  table.append(columns, body);
  stage.append(table);
  for (const [dir, column] of [["rtl", 1], ["ltr", 2]]) {
    const line = made("p");
    line.dir = dir;
    for (const one of model.get("options").keys) {
      const key = made("kbd", "", one[0]), item = made("span", "");
      key.dir = "ltr";
      item.append(key, ` ${one[column]}`);
      line.append(item);
    }
    keys.append(line);
  }
  root.append(controls, turns, note, stage, article, keys);
  el.append(root);

  const fields = {};
  function field(name, input, label) {
    const row = made("label", "khitab-field", `${label} `);
    input.name = name;
    row.append(input);
    controls.append(row);
    fields[name] = input;
    return input;
  }
  function choice(name, label, options) {
    const input = field(name, made("select"), label);
    for (const [text, value] of options) input.append(new Option(text, value));
    input.addEventListener("change", changed);
    return input;
  }
  function button(parent, name, label, act) {
    const node = made("button", "jp-mod-styled", label);
    node.type = "button";
    node.name = name;
    node.addEventListener("click", act);
    parent.append(node);
    return node;
  }
  const typed = (name, label, kind = "text", width = "") => {
    const input = field(name, made("input"), label);
    Object.assign(input, { type: kind, dir: "auto" });
    input.style.width = width;
    input.addEventListener("change", changed);
    return input;
  };
  function changed() {
    const values = Object.fromEntries(Object.entries(fields).map(
      ([name, input]) => [name, input.type === "checkbox" ? input.checked : input.value]));
    say({ do: "choose", ...values });
  }

  const options = model.get("options");
  if (reads) {
    typed("coder", labels.coder, "text", "9em");
    typed("codes", labels.codes, "text", "22em");
    choice("query", labels.query, options.queries);
    const open = field("open", made("input"), labels.open);
    open.type = "checkbox";
    open.addEventListener("change", changed);
  } else {
    typed("query", labels.query, "search", "18em").placeholder = options.example;
    choice("sort", labels.sort, options.sorts);
    if (options.sources.length > 1) choice("source", labels.source, options.sources);
    if (options.categories.length > 1) choice("category", labels.category, options.categories);
    if (options.dated) for (const name of ["start", "end"]) typed(name, labels[name], "date");
    const window_ = typed("window", labels.window, "number", "4em");
    Object.assign(window_, { min: 1, max: options.widest, dir: "ltr" });
  }
  const previous = button(turns, "previous", labels.previous, () => say({ do: "turn", by: -1 }));
  const count = made("bdi", "khitab-count");
  count.dir = "ltr";
  turns.append(count);
  const next = button(turns, "next", labels.next, () => say({ do: "turn", by: 1 }));
  const copy = button(turns, "copy", labels.copy, take);
  const file = made("code", "khitab-file");
  file.dir = "ltr";
  if (reads) turns.append(file);
  const codes = made("span", "khitab-codes"), remark = made("input");
  let save = null, saveAll = null, clear = null;
  if (reads) {
    turns.append(codes);
    const row = made("label", "khitab-field", `${labels.note} `);
    Object.assign(remark, { name: "note", type: "text", dir: "auto" });
    row.append(remark);
    turns.append(row);
    // A note belongs to the line that it was begun on, wherever an answer of the kernel has led meanwhile.
    let begun = null;
    remark.addEventListener("focus", () => { begun = shown.lines[at] ?? null; });
    remark.addEventListener("change", () => begun &&
      say({ do: "code", line: begun.key, was: begun.note, note: remark.value }));
  } else if (options.saves) {
    save = button(turns, "save", labels.save, () => say({ do: "save", all: false }));
    saveAll = button(turns, "save_all", labels.save_all, () => say({ do: "save", all: true }));
    clear = button(turns, "clear", labels.clear, () => say({ do: "untick" }));
  }

  async function take() {
    const rows = shown.lines.map(line => [line.number, ...["pre", "keyword", "post", "about"].map(
      name => plain(line[name]).replace(/\s+/g, " ")), ...(reads ? [line.code] : [])].join("\t"));
    await copied(rows.join("\n"));
    said(labels.copied);
  }

  function said(text) { note.replaceChildren(made("p", "", text)); }

  function row(line, index) {
    const node = made("tr"), number = made("bdi", "", line.number), tick = made("td");
    number.dir = "ltr";
    node.setAttribute("role", "row");
    node.id = `${name}-${index}`;
    const first = made("td", "khitab-about");
    first.append(number);
    if (!reads && options.saves) {
      const box = made("input");
      Object.assign(box, { type: "checkbox", checked: line.ticked, tabIndex: -1 });
      box.setAttribute("aria-label", labels.tick);
      box.addEventListener("click", event => event.stopPropagation());
      box.addEventListener("change", () => { move(index); say({ do: "tick", line: line.key, on: box.checked }); stage.focus(); });
      tick.append(box);
    }
    node.append(first, tick);
    for (const name of ["pre", "keyword", "post"]) {
      const cell = made("td", `khitab-${name}`);
      cell.append(worded(line[name]));
      node.append(cell);
    }
    const code = made("td", "khitab-code"), about = listed(line.about, "td", "khitab-about");
    const given = made("bdi", "", reads ? line.code : "");
    given.dir = "auto";
    code.append(given);
    node.append(code, about);
    node.addEventListener("click", () => { move(index); stage.focus(); read(false); });
    return node;
  }

  function move(to) {
    if (!shown.lines.length) return;
    at = Math.max(0, Math.min(to, shown.lines.length - 1));
    [...body.rows].forEach((node, index) => {
      node.classList.toggle("khitab-current", index === at);
      node.setAttribute("aria-selected", String(index === at));
    });
    if (root.contains(document.activeElement)) body.rows[at].scrollIntoView({ block: "nearest" }); // not while others run
    stage.setAttribute("aria-activedescendant", body.rows[at].id);
    if (remark !== document.activeElement) remark.value = shown.lines[at].note ?? "";
  }

  function step(by) {
    const to = at + by;
    if (to < 0 && !previous.disabled) say({ do: "turn", by: -1, last: true });
    else if (to >= shown.lines.length && !next.disabled) say({ do: "turn", by: 1 });
    else {
      move(to);
      say({ do: "at", at });
      if (opened) read(false);
    }
  }

  function read(whole) {
    if (shown.lines[at]) say({ do: "read", line: shown.lines[at].key, whole });
  }

  function give(name) {
    const line = shown.lines[at];
    if (line) say({ do: "code", line: line.key, was: line.code, code: name });
  }

  function shut() {
    tell(null);
    say({ do: "close" });
    stage.focus();
  }

  function tell(text) {
    opened = Boolean(text);
    article.hidden = !opened;
    article.replaceChildren();
    if (!opened) return;
    article.append(worded(text.title, "h4"), listed(text.about, "p", "khitab-about"));
    for (const part of text.paragraphs) article.append(worded(part, "p"));
    if (text.cut) article.append(made("p", "khitab-about", labels.cut));
    if (!text.whole) button(article, "whole", labels.whole, () => { read(true); stage.focus(); });
    button(article, "close", labels.close, shut);
    if (root.contains(document.activeElement)) article.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    shown = model.get("shown");
    for (const [name, input] of Object.entries(fields)) {
      if (input.type === "checkbox") input.checked = shown.state[name];
      else if (input !== document.activeElement || !("value" in input) || input.tagName === "SELECT") input.value = shown.state[name];
    }
    body.replaceChildren(...shown.lines.map(row));
    count.textContent = shown.count;
    file.textContent = shown.file ?? "";
    [previous.disabled, next.disabled] = [!shown.before, !shown.behind];
    if (save) {
      save.disabled = clear.disabled = !shown.ticked;
      save.textContent = `${labels.save} (${shown.ticked})`;
      saveAll.disabled = !shown.lines.length;
    }
    copy.disabled = !shown.lines.length;
    // A sentence of Khitab's own, escaped by sentences.html.
    note.innerHTML = shown.said;
    codes.replaceChildren();
    (shown.codes ?? []).forEach((name, index) => {
      const node = button(codes, "code", "", () => { give(name); stage.focus(); });
      const key = made("kbd", "", index < 9 ? String(index + 1) : ""), text = made("bdi", "", name);
      text.dir = "auto";
      node.append(key, " ", text);
    });
    at = shown.at || 0;
    move(at);
    tell(shown.text);
    free();
  }

  const MOVES = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  function pressed(event) {
    event.stopPropagation();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.closest("input, select, textarea") && event.target.type !== "checkbox";
    if (event.key === "Escape") {
      if (event.target.type === "search") event.preventDefault(); // else Chromium and Safari empty the query, and the lines go
      opened ? shut() : stage.focus();
      return;
    }
    if (typing && event.key === "Enter" && event.target.tagName === "INPUT") { event.target.blur(); stage.focus(); }
    if (typing || (event.target.closest("button") && ["Enter", " "].includes(event.key))) return;
    const key = known(event.key) ? event.key : placed(event.code);
    if (!known(key)) return;
    event.preventDefault();
    if (busy) waiting.push(key);
    else act(key);
  }

  const acts = {
    Enter: () => read(false), PageDown: () => next.click(), PageUp: () => previous.click(),
    ArrowLeft: () => next.click(), ArrowRight: () => previous.click(), w: () => read(true), c: take,
    "/": () => fields.query.focus(), " ": () => body.rows[at]?.querySelector("input")?.click(), s: () => save?.click(),
  };
  if (reads) {
    delete acts[" "];
    Object.assign(acts, { Delete: () => give(""), Backspace: () => give(""), n: () => remark.focus() });
  }
  function digit(key) {
    const arabic = "٠١٢٣٤٥٦٧٨٩".indexOf(key);
    return arabic >= 0 ? arabic : /^[0-9]$/.test(key) ? Number(key) : -1;
  }
  // On an Arabic keyboard the letters have other names, and stand where they stand.
  const placed = code => code === "Slash" ? "/" : /^Key[A-Z]$/.test(code ?? "") ? code[3].toLowerCase() : "";
  const known = key => key in MOVES || key in acts || (reads && digit(key) >= 0);

  function act(key) {
    if (key in MOVES) step(MOVES[key]);
    else if (key in acts) acts[key]();
    else if (digit(key) === 0) give("");
    else if (digit(key) <= (shown.codes ?? []).length) give(shown.codes[digit(key) - 1]);
  }
  root.addEventListener("keydown", pressed);
  model.on("change:shown", draw);
  draw();
  return () => model.off("change:shown", draw);
}

export default { render };
