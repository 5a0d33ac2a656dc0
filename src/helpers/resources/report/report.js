/* The report answers: its language, its tables, and from a word to its lines and to the article (helpers/study/report.py).
   Every text goes in as text, never as markup; nothing is asked of the network, nothing is evaluated. */
(function () {
  "use strict";
  var root = document.documentElement, PAGE = 25;
  var SAID = {
    search: ["ابحث في الجدول", "Search the table"], columns: ["الأعمدة", "Columns"],
    rows: ["الصفوف {0} إلى {1} من {2}", "Rows {0} to {1} of {2}"], none: ["لا صف فيه هذا.", "No row has this."],
    before: ["السابق", "Previous"], after: ["التالي", "Next"], yes: ["نعم", "yes"], no: ["لا", "no"],
    cut: ["في الصفحة أول {0} من {1} صفا؛ والجدول كله في ملف CSV.", "The page holds the first {0} of {1} rows; the CSV file holds all."],
    lines: ["{0}: {1} من {2} سطر", "{0}: {1} of {2} lines"], back: ["إلى الأسطر", "Back to the lines"],
    word: ["أسطر من النصوص", "Lines of the texts"], article: ["إلى المقال", "To the article"], who: ["القائل", "Speaker"],
    said: ["ابحث في الأقوال", "Search the quotations"], nobody: ["لا قول فيه هذا.", "No quotation has this."],
    told: ["أقوال: {0} · وثائق: {1}", "quotations: {0} · documents: {1}"], people: ["القائلون {0} إلى {1} من {2}", "Speakers {0} to {1} of {2}"], everyone: ["الجميع", "everyone"],
    longest: ["أطول {0} منها", "the longest {0} of them"], csv: ["هذا المتصفح لا يفك الجداول؛ وهي في ملفات CSV.", "This browser cannot unpack the tables; they are in the CSV files."]
  };
  var refresh = [], store = null, blocks = {}, printing = false;

  function say(key) {
    var text = SAID[key][root.lang === "en" ? 1 : 0];
    for (var i = 1; i < arguments.length; i += 1) text = text.replace("{" + (i - 1) + "}", arguments[i]);
    return text;
  }

  function made(name, kind, text) {
    var node = document.createElement(name);
    if (kind) node.className = kind;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function arabic(text) { return /[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/.test(text); }

  // What in Arabic stands by itself from left to right: dates, ranges, signed numbers, shares (helpers/display/rtl.py).
  var APART = /(?:[-+\u2212\u00b1~\u2248<>\u2264\u2265=]{1,2}[$\u20ac\u00a3]?\d+|[$\u20ac\u00a3]?\d+(?=[.,:\/\u00d7\u2010-\u2015\u2212%\u066a\u2030\u00b0-]))(?:[.,:\/\u00d7\u2010-\u2015\u2212-]\d+)*\u00a0?[%\u066a\u2030\u00b0]?/g;

  function piece(text) { // a text with its own direction: Arabic anywhere makes it right-to-left
    var node = made("bdi"), from = 0;
    node.dir = arabic(text) ? "rtl" : "ltr";
    if (node.dir === "rtl") text.replace(APART, function (match) {
      var at = arguments[arguments.length - 2], inner = made("bdi", "", match);
      inner.dir = "ltr";
      node.appendChild(document.createTextNode(text.slice(from, at)));
      node.appendChild(inner);
      from = at + match.length;
      return match;
    });
    node.appendChild(document.createTextNode(text.slice(from)));
    return node;
  }

  function whole(n) { return Math.round(n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",").replace("-", "\u2212"); }

  function number(value, kind) {
    if (kind === "year") return String(value);
    if (kind === "whole") return whole(value);
    if (value !== 0 && Math.abs(value) < 0.005) {
      return value.toExponential(1).replace(/e([+-])(\d)$/, "e$10$2").replace(/-/g, "\u2212");
    }
    var parts = Math.abs(value).toFixed(2).split(".");
    return (value < 0 ? "\u2212" : "") + whole(parts[0]) + "." + parts[1];
  }

  function shown(value, kind) {
    if (value === null) return "\u2013";
    if (kind === "named") return value[root.lang === "en" ? 1 : 0];
    if (kind === "flag") return say(value === true || value === "True" ? "yes" : "no");
    return typeof value === "number" ? number(value, kind) : String(value);
  }

  function folded(text) { // so that a search finds a word however it is spelled
    return text.toLowerCase().replace(/[\u0640\u064b-\u065f\u0670]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");
  }

  function unpacked(id) { // a promise of the data of a block
    if (!blocks[id]) {
      var bytes = Uint8Array.from(atob(document.getElementById(id).textContent), function (sign) { return sign.charCodeAt(0); });
      var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      blocks[id] = new Response(stream).text().then(JSON.parse);
    }
    return blocks[id];
  }

  // ---- language
  function speak(language) {
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
    root.dataset.ui = language;
    document.querySelectorAll("[data-language]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    });
    refresh.forEach(function (again) { again(); });
  }

  // ---- words, lines, articles
  function texts() { return document.getElementById("lines") ? unpacked("lines") : Promise.resolve(null); }

  function opened(title) {
    var dialog = document.getElementById("reader"), head = document.getElementById("reader-h");
    head.textContent = "";
    head.appendChild(piece(title));
    var body = dialog.querySelector(".body");
    body.textContent = "";
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    return body;
  }

  function about(one, node) { // source, date and id, each in its own direction
    [one[2], one[1], one[3]].filter(Boolean).forEach(function (text, i) {
      if (i) node.appendChild(document.createTextNode(" \u00b7 "));
      node.appendChild(piece(text));
    });
    return node;
  }

  function parts(line) { // before, the word, behind
    if (line.length === 4) return [line[1], line[2], line[3]];
    var text = store.documents[line[0]][4];
    return [text.slice(Math.max(0, line[1] - 70), line[1]).replace(/^\S*\s/, ""), text.slice(line[1], line[2]),
      text.slice(line[2], line[2] + 70).replace(/\s\S*$/, "")];
  }

  function lines(word) {
    var found = store.words[word], body = opened(say("lines", word, found[1].length, whole(found[0])));
    var table = body.appendChild(made("table", "kwic"));
    table.dir = "rtl";
    found[1].forEach(function (line) {
      var row = table.insertRow();
      parts(line).forEach(function (text, i) {
        var cell = row.insertCell();
        cell.className = ["pre", "keyword", "post"][i];
        cell.appendChild(piece(text.replace(/\s+/g, " ")));
      });
      var cell = row.insertCell(), one = store.documents[line[0]];
      cell.className = "about";
      if (one[4]) {
        var button = about(one, made("button", "word"));
        button.type = "button";
        button.onclick = function () { article(line[0], line[1], line[2], word); };
        cell.appendChild(button);
      } else about(one, cell);
    });
  }

  function article(at, start, end, word) {
    var one = store.documents[at], body = opened(one[0] || one[3]);
    if (word) {
      var back = made("button", "", say("back"));
      back.type = "button";
      back.onclick = function () { lines(word); };
      body.appendChild(back);
    }
    body.appendChild(about(one, made("p", "note")));
    var text = body.appendChild(made("div", "article"));
    text.dir = arabic(one[4]) ? "rtl" : "ltr";
    text.appendChild(document.createTextNode(one[4].slice(0, start)));
    var mark = text.appendChild(made("mark", "", one[4].slice(start, end)));
    text.appendChild(document.createTextNode(one[4].slice(end)));
    mark.scrollIntoView({ block: "center" });
  }

  // ---- quotations by speaker
  function quotations(box) {
    var still = box.querySelector(".static");
    Promise.all([unpacked("quotations"), texts()]).then(function (both) {
      var people = both[0], who = -1, sought = "", from = 0, MOST = 8;
      store = both[1];
      var live = made("div", "live"), tools = live.appendChild(made("div", "tools"));
      var choice = tools.appendChild(made("select")), field = tools.appendChild(made("input"));
      var before = tools.appendChild(made("button")), told = tools.appendChild(made("span")), after = tools.appendChild(made("button"));
      field.type = "search";
      before.type = after.type = "button";
      told.setAttribute("aria-live", "polite");
      var place = live.appendChild(made("div", "speakers"));

      function quotation(row) {
        var block = made("blockquote"), one = store.documents[row[0]], foot = made("footer");
        var text = block.appendChild(made("p")); // all of it in the direction of the quotation, whatever the page's
        text.dir = arabic(row[4]) ? "rtl" : "ltr";
        if (row[5]) text.appendChild(made("span", "around", "\u2026 " + row[5].replace(/^\S*\s/, "")));
        text.appendChild(made("span", "quote", row[4]));
        if (row[6]) text.appendChild(made("span", "around", row[6].replace(/\s\S*$/, "") + " \u2026"));
        if (row[3]) {
          foot.appendChild(piece(row[3]));
          foot.appendChild(document.createTextNode(" \u00b7 "));
        }
        if (one[4]) {
          var button = about(one, made("button", "word"));
          button.type = "button";
          button.title = say("article");
          button.onclick = function () { article(row[0], row[1], row[2]); };
          foot.appendChild(button);
        } else about(one, foot);
        block.appendChild(foot);
        return block;
      }

      function body() {
        var word = folded(sought), found = [];
        people.forEach(function (person, i) {
          if (who >= 0 && who !== i) return;
          var named = !word || folded(person[0]).indexOf(word) >= 0;
          var rows = person[3].filter(function (row) { return named || folded(row[4]).indexOf(word) >= 0; });
          if (rows.length) found.push([person, rows]);
        });
        place.textContent = "";
        found.slice(from, from + MOST).forEach(function (one) {
          var person = one[0], rows = one[1], head = place.appendChild(made("h4"));
          head.appendChild(piece(person[0]));
          head.appendChild(document.createTextNode(" "));
          var few = who < 0 && !word ? 3 : rows.length;
          head.appendChild(made("span", "about", say("told", whole(person[1]), whole(person[2])) +
            (Math.min(few, rows.length) < person[1] && !word ? " \u00b7 " + say("longest", whole(Math.min(few, rows.length))) : "")));
          rows.slice(0, few).forEach(function (row) { place.appendChild(quotation(row)); });
        });
        told.textContent = found.length ? say("people", whole(from + 1), whole(Math.min(from + MOST, found.length)), whole(found.length)) : say("nobody");
        before.disabled = from === 0;
        after.disabled = from + MOST >= found.length;
      }

      function draw() {
        field.placeholder = say("said");
        field.setAttribute("aria-label", say("said"));
        choice.setAttribute("aria-label", say("who"));
        before.textContent = say("before");
        after.textContent = say("after");
        choice.textContent = "";
        [say("everyone")].concat(people.map(function (person) { return person[0]; })).forEach(function (name, i) {
          var option = choice.appendChild(made("option", "", name));
          option.value = String(i - 1);
        });
        choice.value = String(who);
        body();
      }

      choice.onchange = function () { who = Number(choice.value); from = 0; body(); };
      field.oninput = function () { sought = field.value; from = 0; body(); };
      before.onclick = function () { from = Math.max(0, from - MOST); body(); };
      after.onclick = function () { from += MOST; body(); };
      draw();
      refresh.push(draw);
      still.hidden = true;
      box.appendChild(live);
    }).catch(function () { box.appendChild(made("p", "note", say("csv"))); });
  }

  // ---- tables
  function live(details) {
    var still = details.querySelector(".static"), kwic = "kwic" in details.dataset;
    unpacked(details.dataset.block).then(function (data) {
      return texts().then(function (found) { store = found; return data; });
    }).then(function (data) {
      var columns = data.columns, n = data.cells.length ? data.cells[0].length : 0;
      var visible = data.shown.slice(), sort = null, down = false, from = 0, sought = "", order = [];
      var box = made("div", "live"), tools = box.appendChild(made("div", "tools"));
      var field = tools.appendChild(made("input"));
      field.type = "search";
      var before = tools.appendChild(made("button")), told = tools.appendChild(made("span")), after = tools.appendChild(made("button"));
      before.type = after.type = "button";
      told.setAttribute("aria-live", "polite");
      var chooser = tools.appendChild(made("details")), title = chooser.appendChild(made("summary"));
      var choice = chooser.appendChild(made("div", "choice"));
      var place = box.appendChild(made("div", "table"));
      place.tabIndex = 0;
      place.setAttribute("role", "region");
      place.setAttribute("aria-label", still.getAttribute("aria-label"));
      var cut = box.appendChild(made("p", "note"));
      var docs = {};
      if (store) store.documents.forEach(function (one, i) { if (one[4]) docs[one[3]] = i; });
      var at = {};
      columns.forEach(function (column, i) { at[column[0]] = i; });

      function head(i) { return columns[i][root.lang === "en" ? 2 : 1]; }

      function ordered() {
        order = [];
        var word = folded(sought);
        for (var i = 0; i < n; i += 1) {
          if (!word || visible.some(function (c) { return folded(shown(data.cells[c][i], columns[c][3])).indexOf(word) >= 0; })) order.push(i);
        }
        if (sort !== null) {
          var cells = data.cells[sort], kind = columns[sort][3];
          var collator = new Intl.Collator(["ar", "en"], { numeric: true });
          order.sort(function (a, b) {
            var x = cells[a], y = cells[b];
            if (x === null || y === null) return (x === null) - (y === null) || a - b; // what is missing comes last
            var less = typeof x === "number" && typeof y === "number" ? x - y : collator.compare(shown(x, kind), shown(y, kind));
            return (down ? -less : less) || a - b;
          });
        }
        from = 0;
      }

      function cell(row, i, r) {
        var value = data.cells[i][r], kind = columns[i][3], node = row.insertCell(), text = shown(value, kind);
        if (typeof value === "number") { node.className = "number"; node.textContent = text; return; }
        if (kwic && ["pre", "keyword", "post"].indexOf(columns[i][0]) >= 0) node.className = columns[i][0];
        var name = columns[i][0];
        if (store && value !== null && ["term", "node", "collocate", "query"].indexOf(name) >= 0 && Object.hasOwn(store.words, text)) {
          var button = node.appendChild(made("button", "word"));
          button.type = "button";
          button.title = say("word");
          button.appendChild(piece(text));
          button.onclick = function () { lines(text); };
        } else if (name === "doc_id" && Object.hasOwn(docs, text) && "start" in at && "end" in at) {
          var link = node.appendChild(made("button", "word"));
          link.type = "button";
          link.appendChild(piece(text));
          link.onclick = function () { article(docs[text], data.cells[at.start][r], data.cells[at.end][r]); };
        } else if (text.length > 90 && !kwic) {
          var long = node.appendChild(made("span", "long"));
          long.title = text;
          long.appendChild(piece(text));
        } else node.appendChild(piece(text));
      }

      function draw() {
        field.placeholder = say("search");
        field.setAttribute("aria-label", say("search"));
        before.textContent = say("before");
        after.textContent = say("after");
        title.textContent = say("columns");
        cut.textContent = n < data.n ? say("cut", whole(n), whole(data.n)) : "";
        choice.textContent = "";
        columns.forEach(function (column, i) {
          var label = choice.appendChild(made("label")), tick = label.appendChild(made("input"));
          tick.type = "checkbox";
          tick.checked = visible.indexOf(i) >= 0;
          tick.onchange = function () {
            visible = visible.filter(function (j) { return j !== i; }).concat(tick.checked ? [i] : []);
            body();
          };
          label.appendChild(document.createTextNode(" "));
          label.appendChild(piece(head(i)));
        });
        body();
      }

      function body() {
        place.textContent = "";
        var table = place.appendChild(made("table", kwic ? "kwic" : "")), top = table.createTHead().insertRow();
        visible.forEach(function (i) {
          var heading = top.appendChild(made("th")), button = heading.appendChild(made("button"));
          heading.scope = "col";
          button.type = "button";
          button.appendChild(piece(head(i)));
          if (sort === i) {
            heading.setAttribute("aria-sort", down ? "descending" : "ascending");
            button.appendChild(document.createTextNode(down ? " \u25bc" : " \u25b2"));
          }
          button.onclick = function () {
            down = sort === i ? !down : ["text", "named"].indexOf(columns[i][3]) < 0;
            sort = i;
            ordered();
            body();
            place.querySelectorAll("th button")[visible.indexOf(i)].focus();
          };
        });
        var rows = table.createTBody();
        order.slice(from, from + PAGE).forEach(function (r) {
          var row = rows.insertRow();
          visible.forEach(function (i) { cell(row, i, r); });
        });
        told.textContent = order.length ? say("rows", whole(from + 1), whole(Math.min(from + PAGE, order.length)), whole(order.length)) : say("none");
        before.disabled = from === 0;
        after.disabled = from + PAGE >= order.length;
      }

      field.oninput = function () { sought = field.value; ordered(); body(); };
      before.onclick = function () { from = Math.max(0, from - PAGE); body(); };
      after.onclick = function () { from += PAGE; body(); };
      ordered();
      draw();
      refresh.push(draw);
      still.hidden = true;
      details.appendChild(box);
    }).catch(function () { details.appendChild(made("p", "note", say("csv"))); });
  }

  function begin() {
    document.querySelector(".switch").hidden = false;
    document.querySelectorAll("[data-language]").forEach(function (button) {
      button.onclick = function () { speak(button.dataset.language); };
    });
    document.querySelectorAll(".quoted").forEach(quotations);
    document.querySelectorAll("details[data-block]").forEach(function (details) {
      var once = false;
      function wake() {
        if (details.open && !once && !printing) { once = true; live(details); }
      }
      details.addEventListener("toggle", wake);
      if (details.open && "IntersectionObserver" in window) {
        new IntersectionObserver(function (seen, watch) {
          if (seen.some(function (one) { return one.isIntersecting; })) { watch.disconnect(); wake(); }
        }, { rootMargin: "200px" }).observe(details);
      } else wake();
    });
    var entries = document.querySelectorAll("nav > details > ol > li");
    function here() {
      var current = null;
      entries.forEach(function (entry) {
        var section = document.getElementById(entry.querySelector("a").hash.slice(1));
        if (section && section.getBoundingClientRect().top < innerHeight / 3) current = entry;
        entry.classList.remove("here");
      });
      if (current) current.classList.add("here");
    }
    addEventListener("scroll", here, { passive: true });
    here();
    var dialog = document.getElementById("reader");
    if (dialog) {
      dialog.querySelector(".close").onclick = function () { dialog.close(); };
      dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    }
    addEventListener("beforeprint", function () {
      printing = true;
      document.querySelectorAll("details").forEach(function (one) {
        if (!one.open) { one.dataset.closed = ""; one.open = true; }
      });
    });
    addEventListener("afterprint", function () {
      setTimeout(function () { printing = false; }, 0);
      document.querySelectorAll("details[data-closed]").forEach(function (one) { one.open = false; delete one.dataset.closed; });
    });
    speak(root.dataset.first);
  }

  begin();
}());
