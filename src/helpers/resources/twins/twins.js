/* The interactive twin of a figure: the figure itself, and over it what each of its points says (helpers/study/twins.py).
   Every text goes in as text, never as markup; nothing is asked of the network, nothing is evaluated. */
(function () {
  "use strict";
  var NEAR = 14; // pixels from a point at which it answers

  function made(name, kind, text) {
    var node = document.createElement(name);
    if (kind) node.className = kind;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function piece(text, kind) { // a text with its own direction
    var node = made("bdi", kind, text);
    node.dir = "auto";
    return node;
  }

  function live(twin) {
    var image = twin.querySelector("img"), block = twin.querySelector("script[type='application/json']");
    if (!image || !block) return;
    twin.dataset.alive = "";
    var data = JSON.parse(block.textContent), spots = data.spots, ui = data.ui;
    var stage = made("div", "stage"), ring = made("div", "ring"), tip = made("div", "tip"), lines = made("div", "lines");
    image.parentNode.insertBefore(stage, image);
    stage.appendChild(image);
    stage.appendChild(ring);
    stage.appendChild(tip);
    ring.hidden = tip.hidden = true;

    var row = made("label", "choice", ui.word + " "), choice = made("select");
    choice.appendChild(new Option(ui.choose, ""));
    spots.forEach(function (spot, i) { choice.appendChild(new Option(spot.name, String(i))); });
    row.appendChild(choice);
    twin.appendChild(row);
    twin.appendChild(made("p", "note", ui.note + " " + data.told));
    lines.setAttribute("aria-live", "polite");
    twin.appendChild(lines);

    function inside(spot, x, y) {
      return spot.reach && Math.abs(x - spot.at[0]) <= spot.reach[0] && Math.abs(y - spot.at[1]) <= spot.reach[1];
    }

    function nearest(event) {
      var box = image.getBoundingClientRect(), best = null, least = Infinity;
      var x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
      spots.forEach(function (spot, i) {
        var away = Math.hypot((x - spot.at[0]) * box.width, (y - spot.at[1]) * box.height);
        if ((away <= NEAR || inside(spot, x, y)) && away < least) { best = i; least = away; }
      });
      return best;
    }

    function facts(spot, where) {
      where.appendChild(piece(spot.name, "name"));
      if (spot.gloss) where.appendChild(piece(spot.gloss, "gloss"));
      var list = where.appendChild(made("dl"));
      spot.facts.concat(spot.forms || "").forEach(function (fact, i) {
        if (fact === "") return;
        var pair = list.appendChild(made("div"));
        pair.appendChild(made("dt", "", i < data.heads.length ? data.heads[i] : ui.forms));
        pair.appendChild(made("dd")).appendChild(piece(fact));
      });
    }

    function show(i) {
      ring.hidden = tip.hidden = i === null;
      stage.classList.toggle("hit", i !== null);
      if (i === null) return;
      var spot = spots[i], left = spot.at[0], top = spot.at[1];
      ring.style.left = 100 * left + "%";
      ring.style.top = 100 * top + "%";
      tip.textContent = "";
      facts(spot, tip);
      // The box opens towards the middle, so that it stays on the figure.
      tip.style.left = left < 0.5 ? 100 * left + "%" : "auto";
      tip.style.right = left < 0.5 ? "auto" : 100 * (1 - left) + "%";
      tip.style.top = top < 0.5 ? "calc(" + 100 * top + "% + 12px)" : "auto";
      tip.style.bottom = top < 0.5 ? "auto" : "calc(" + 100 * (1 - top) + "% + 12px)";
    }

    function list(i) {
      lines.textContent = "";
      choice.value = i === null ? "" : String(i);
      if (i === null) return;
      var spot = spots[i], head = made("div", "head");
      facts(spot, head);
      lines.appendChild(head);
      if (!spot.lines) { lines.appendChild(made("p", "note", ui.none)); return; }
      if (spot.of) lines.appendChild(made("p", "note", spot.of));
      var table = made("table");
      table.dir = "rtl";
      spot.lines.forEach(function (line) {
        var tr = table.appendChild(made("tr"));
        ["pre", "key", "post", "about"].forEach(function (kind, part) {
          var cell = tr.appendChild(made("td", kind));
          [].concat(line[part]).forEach(function (text, i) {
            if (i) cell.appendChild(document.createTextNode(" · "));
            cell.appendChild(piece(text));
          });
        });
      });
      lines.appendChild(table);
    }

    stage.addEventListener("mousemove", function (event) { show(nearest(event)); });
    stage.addEventListener("mouseleave", function () { show(choice.value === "" ? null : Number(choice.value)); });
    stage.addEventListener("click", function (event) {
      var i = nearest(event);
      if (i !== null) { show(i); list(i); }
    });
    choice.addEventListener("change", function () {
      var i = choice.value === "" ? null : Number(choice.value);
      show(i);
      list(i);
    });
    twin.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { show(null); list(null); }
    });
  }

  document.querySelectorAll(".khitab-twin:not([data-alive])").forEach(live);
})();
