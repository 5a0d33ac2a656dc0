// Functions that run inside JupyterLab (window.desk): open a notebook, run it, and read what a reader sees.
// All positions are in CSS pixels of the window.
window.desk = (() => {
  const app = window.jupyterapp;
  const ARABIC = /[\u0620-\u064A\u0671-\u06D3]/g;
  const LETTERS = /\p{L}/gu;
  let panel = null;
  let run = null;

  async function open(path) {
    await app.restored;
    panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
    app.shell.activateById(panel.id);
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.revealed;
    return panel.context.path;
  }

  // What takes long is begun here and asked after with `state`, so that two tabs can work at the same time.
  function begin(promise) {
    const mine = {done: false, ok: null};
    run = mine;
    const end = ok => Object.assign(mine, {done: true, ok});
    promise.then(ok => end(ok !== false), error => end(String(error)));
  }

  const beginOpen = path => begin(open(path).then(() => true));

  function beginRun(command, cell) {
    if (cell !== null) panel.content.activeCellIndex = cell;
    begin(app.commands.execute(command));
  }

  // Asked many times a second: nothing here may make the browser lay out the page.
  const state = () => ({...run, kernel: panel?.sessionContext.session?.kernel?.status ?? 'none'});

  // Numbers, from 1, of the cells that are waiting or being run.
  const unfinished = () => (panel?.content.widgets ?? []).flatMap(
    (cell, index) => cell.promptNode?.textContent.includes('*') ? [index + 1] : []);

  async function evaluate(code) {
    let text = '';
    const asked = panel.sessionContext.session.kernel.requestExecute({code, silent: true, store_history: false});
    asked.onIOPub = message => { if (message.header.msg_type === 'stream') text += message.content.text; };
    await asked.done;
    return text;
  }

  // Pictures and text may come to the page later than the kernel is idle.
  async function settle() {
    for (let last = '', same = 0, n = 0; same < 2 && n < 100; n++) {
      await new Promise(next => setTimeout(next, 80));
      const node = panel.content.node;
      const waiting = [...node.querySelectorAll('img')].some(image => !image.complete);
      const now = `${waiting} ${node.querySelectorAll('*').length} ${node.scrollHeight}`;
      same = now === last && !waiting ? same + 1 : 0;
      last = now;
    }
  }

  async function close() {
    await panel.sessionContext.shutdown();
    panel.context.model.dirty = false;
    panel.dispose();
  }

  const box = ({left, right, top, bottom}) => ({left, right, top, bottom});

  function inside(element) {
    const style = getComputedStyle(element);
    const rectangle = element.getBoundingClientRect();
    const left = rectangle.left + element.clientLeft + parseFloat(style.paddingLeft);
    return {left, right: rectangle.left + element.clientLeft + element.clientWidth - parseFloat(style.paddingRight)};
  }

  // The share of an image that has another colour than its corner; 0 = nothing is drawn.
  function ink(image) {
    if (!image.naturalWidth) return 0;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 100];
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';  // a picture of which nothing was drawn is not even white
    context.fillRect(0, 0, 160, 100);
    context.drawImage(image, 0, 0, 160, 100);
    const pixels = context.getImageData(0, 0, 160, 100).data;
    let other = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      other += [0, 1, 2].some(channel => Math.abs(pixels[i + channel] - pixels[channel]) > 12);
    }
    return other / (160 * 100);
  }

  const IMAGES = '.jp-RenderedImage img, .jp-RenderedSVG img, .jp-RenderedHTML img';
  // A twin shows the figure of another cell once more.
  const images = node => [...node.querySelectorAll(IMAGES)].filter(image => !image.closest('.khitab-twin')).map(
    image => ({width: image.clientWidth, height: image.clientHeight, natural: image.naturalWidth, ink: ink(image)}));

  const mostlyArabic = text => {
    const arabic = (text.match(ARABIC) || []).length;
    return arabic >= 8 && arabic > 0.6 * (text.match(LETTERS) || []).length;
  };

  // The lines of text in a range: one rectangle each, whatever elements inside it carry the words.
  function lines(range) {
    const found = [];
    for (const part of [...range.getClientRects()].filter(part => part.width > 0.5 && part.height > 4)) {
      const middle = (part.top + part.bottom) / 2;
      const line = found.find(line => line.top < middle && middle < line.bottom);
      if (!line) found.push(box(part));
      else Object.assign(line, {left: Math.min(line.left, part.left), right: Math.max(line.right, part.right)});
    }
    return found;
  }

  const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, pre, figcaption, blockquote, summary, dt, dd, div, caption, td, th';
  const NO_PROSE = `${BLOCKS.replace('td, th', 'table')}, ul, ol, img, svg, input, select, button`;
  const bilingual = element => /^h\d$/i.test(element.tagName) && /[A-Za-z]{2}/.test(element.textContent);

  // Words of Arabic letters alone read alike in both directions; marks, digits and Latin words move.
  const canBeMixed = text => mostlyArabic(text) && (text.match(/[\u0620-\u064A]{2,}/g) || []).length > 1
    && /[^\p{Script=Arabic}\p{M}\s]/u.test(text.trim());

  // The direction in which the Arabic of an element runs, where that can be seen.
  function direction(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (canBeMixed(node.data) && !isRtl(node.parentElement)) return 'ltr';
    }
    return 'rtl';
  }

  // A concordance sets what stands before the keyword against it, and a centred text has no side.
  const hasNoSide = element =>
    getComputedStyle(element).textAlign === 'center' || Boolean(element.closest('.khitab-concordance, .khitab-live-lines'));
  const isRtl = element => getComputedStyle(element).direction === 'rtl';
  const inLatinTable = element => element.closest('table') && !isRtl(element.closest('table'));

  const described = (element, text, lines, root) => ({
    text: text.trim().slice(0, 60),
    tag: element.tagName.toLowerCase(),
    inTable: Boolean(element.closest('table')),
    direction: direction(element),
    anySide: hasNoSide(element),
    own: inside(element), room: inside(root), lines,
  });

  // Printed text has no paragraphs: each line of it that is mostly Arabic counts as one.
  function printed(element, root) {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const match of node.data.matchAll(/[^\n]+/g)) {
        if (!mostlyArabic(match[0])) continue;
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        found.push({...described(element, match[0], lines(range), root), direction: isRtl(element) ? 'rtl' : 'ltr'});
      }
    }
    return found;
  }

  // Every block of text that is mostly Arabic, with the place of its lines and of the box that it could fill.
  function prose(root) {
    return [...root.querySelectorAll(BLOCKS)].concat(root.matches(BLOCKS) ? [root] : [])
      .filter(element => element.getClientRects().length && !element.querySelector(NO_PROSE))
      .filter(element => !bilingual(element) && !inLatinTable(element))
      .flatMap(element => {
        if (element.matches('pre')) return printed(element, root);
        if (!mostlyArabic(element.textContent)) return [];
        const range = document.createRange();
        range.selectNodeContents(element);
        return [described(element, element.textContent, lines(range), root)];
      });
  }

  // What of a table is in view before the reader scrolls: its right edge, where a right-to-left table begins. A plain
  // table in whose place a live one stands is not to be seen.
  function tables(root) {
    return [...root.querySelectorAll('table')].filter(table => isRtl(table) && table.getClientRects().length).map(table => {
      const room = inside(root);
      let view = {...room};
      for (let node = table.parentElement; node && node !== panel.node; node = node.parentElement) {
        if (getComputedStyle(node).overflowX !== 'visible') {
          const box = inside(node);
          view = {left: Math.max(view.left, box.left), right: Math.min(view.right, box.right)};
        }
      }
      const text = table.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
      return {text, table: box(table.getBoundingClientRect()), room, view};
    });
  }

  const ROOTS = '.jp-MarkdownOutput, .jp-OutputArea-output';

  function cell(widget, index) {
    const model = widget.outputArea?.model;
    const outputs = model ? model.toJSON() : [];
    const roots = [...widget.node.querySelectorAll(ROOTS)].filter(root => !root.closest('.lm-mod-hidden'));
    const shown = widget.model.type === 'code' ? (widget.outputArea?.node ?? widget.node) : widget.node;
    return {
      index,
      type: widget.model.type,
      source: widget.model.sharedModel.getSource(),
      count: widget.model.executionCount ?? null,
      outputs: outputs.map(output => ({
        type: output.output_type,
        name: output.name ?? output.ename ?? '',
        kinds: Object.keys(output.data ?? {}),
        html: [output.data?.['text/html'] ?? ''].flat().join(''),
        text: [output.text ?? output.evalue ?? output.data?.['text/plain'] ?? ''].flat().join('').slice(0, 2000),
      })),
      text: shown.innerText ?? '',
      images: images(shown),
      prose: roots.flatMap(prose),
      tables: roots.flatMap(tables),
    };
  }

  const read = () => panel.content.widgets.map(cell);

  const scroller = () => panel.content.node.querySelector('.jp-WindowedPanel-outer') ?? panel.content.node;
  const height = () => scroller().scrollHeight;
  function toTop() {
    scroller().scrollTop = 0;
    return box(panel.content.node.getBoundingClientRect());
  }

  return {beginOpen, beginRun, state, unfinished, evaluate, settle, close, read, height, toTop};
})();
