// The page: shows one figure, keeps the reader's place in it while it changes, and mistakes over it.
const find = (id) => document.getElementById(id);
const root = document.documentElement, stage = find('stage'), sheet = find('sheet');
const paper = sheet.attachShadow({ mode: 'open' });

// ---- what the reader chose, kept while the browser's tab is open ----

const kept = { theme: null, width: 'window', key: null, places: {} };
const memory = (() => { try { return sessionStorage; } catch { return null; } })();
try { Object.assign(kept, JSON.parse(memory?.getItem('entente') ?? '{}')); } catch { /* it begins afresh */ }
const keep = () => memory?.setItem('entente', JSON.stringify(kept));
try { kept.key = decodeURIComponent(location.hash.slice(1)) || kept.key; } catch { /* it is no key of ours */ }

let state = null; // what the server says
let tabs = [];    // all figures: { key, label, screen, print, network }
let current = null;
const figures = new Map(); // name -> { svg, style, dark, width, height }
let shown = null; // the name of the figure on the stage

const isDark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => kept.theme ?? state?.theme ?? 'auto';
const look = () => (theme() === 'dark' || (theme() === 'auto' && isDark.matches) ? 'dark' : 'light');

// An element with its attributes (names of properties) and what is in it.
function make(name, attributes = {}, ...inside) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...inside);
  return element;
}

// ---- the figure on its sheet ----

const CM = 96 / 2.54;
const ROOM = 24;
const SHEETS = {
  window: { fit: (w, h) => Math.min((stage.clientWidth - 2 * ROOM) / w, (stage.clientHeight - 2 * ROOM) / h, 2) },
  column: { fit: (w) => Math.min(16 * CM / w, 1) },
  page: { fit: () => 1, width: 21 * CM, height: 29.7 * CM, pad: 2.5 * CM },
  phone: { fit: (w) => Math.min(336 / w, 1), width: 360, height: 640, pad: 24 },
};

function place() {
  kept.places[current.key] ??= { zoom: 1, x: 0, y: 0 };
  return kept.places[current.key];
}

// Gives the figure on the stage its size.
function measure() {
  const figure = figures.get(shown);
  if (!figure) return;
  const { width, height } = figure;
  const kind = SHEETS[kept.width], { zoom } = place();
  const scale = Math.max(kind.fit(width, height), 0.05) * zoom;
  figure.svg.style.cssText = `display:block;flex:none;width:${width * scale}px;height:${height * scale}px`;
  sheet.style.width = kind.width ? `${Math.max(kind.width * zoom, width * scale)}px` : '';
  sheet.style.minHeight = kind.height ? `${kind.height * zoom}px` : '';
  sheet.style.padding = kind.pad ? `${kind.pad * zoom}px 0` : '';
  find('percent').textContent = `${Math.round(scale * 100)}\u00a0%`;
  find('size').textContent = `${(width / CM).toFixed(1)} × ${(height / CM).toFixed(1)} cm`;
}

function scrollToPlace() {
  const { x, y } = place();
  stage.scrollTo(x, y);
}

// Zooms about a point of the window; without one, about the middle of the stage.
function zoomTo(zoom, point = null) {
  if (!figures.has(shown)) return;
  const frame = stage.getBoundingClientRect();
  const at = point ?? { x: frame.left + stage.clientWidth / 2, y: frame.top + stage.clientHeight / 2 };
  const svg = figures.get(shown).svg, before = svg.getBoundingClientRect();
  const u = (at.x - before.left) / before.width, v = (at.y - before.top) / before.height;
  place().zoom = Math.min(Math.max(zoom, 0.1), 20);
  measure();
  const after = svg.getBoundingClientRect();
  stage.scrollBy(after.left + u * after.width - at.x, after.top + v * after.height - at.y);
  rememberPlace();
}

function rememberPlace() {
  if (!current || stage.dataset.key !== current.key) return; // another figure is on its way
  Object.assign(place(), { x: stage.scrollLeft, y: stage.scrollTop });
  keep();
}

// A figure as it came, but that its style is taken out of it: the reader may choose dark colours here, and the policy of the
// page has no place for styles inside of it.
function parse(text) {
  let style = '', dark = '';
  const bare = text.replace(/<style>([^@]*)(?:@media[^{]*\{([^]*?)\})?<\/style>/, (all, always, inDark = '') => {
    [style, dark] = [always, inDark];
    return '';
  });
  const svg = document.importNode(new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement, true);
  for (const link of svg.querySelectorAll('a')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return { svg, style, dark, width: svg.width.baseVal.value, height: svg.height.baseVal.value };
}

function paint() {
  const { style = '', dark = '' } = figures.get(shown) ?? {};
  const rules = new CSSStyleSheet();
  rules.replaceSync(`a { cursor: pointer } ${style}${theme() !== 'print' && look() === 'dark' ? dark : ''}`);
  paper.adoptedStyleSheets = [rules];
}

// Puts a figure on the stage, at the place where the last one was, and the focus back to where it was in it.
function put(name, isAnew) {
  const focused = paper.activeElement, group = focused?.closest('[id]')?.id;
  const nth = group ? [...paper.getElementById(group).querySelectorAll('a')].indexOf(focused) : -1;
  const figure = figures.get(name);
  shown = name;
  paint();
  paper.replaceChildren(figure.svg);
  measure();
  scrollToPlace();
  if (group) (paper.getElementById(group)?.querySelectorAll('a')[Math.max(nth, 0)] ?? stage).focus({ preventScroll: true });
  find('words').querySelector('p').textContent = figure.svg.querySelector(':scope > desc')?.textContent ?? '';
  if (isAnew) say('quiet', 'The figure is drawn anew.');
}

async function showFigure() {
  const name = current && current[theme() === 'print' ? 'print' : 'screen'];
  const wanted = current;
  if (name && !figures.has(name)) {
    const answer = await fetch(`/figures/${name}.svg`).catch(() => null);
    if (!answer?.ok) return; // a newer one is on its way
    figures.set(name, parse(await answer.text()));
  }
  if (wanted !== current) return;
  const isAnew = shown && name && current.key === stage.dataset.key;
  if (name && (name !== shown || stage.dataset.key !== current.key)) put(name, isAnew);
  stage.dataset.key = current?.key ?? '';
  showWhetherThere(name);
}

function showWhetherThere(name) {
  const isBad = tabs.length === 0 && state.networks.some((n) => !n.well);
  find('room').hidden = !name;
  find('nothing').hidden = !!name;
  find('nothing').textContent = name ? '' : isBad ? 'There is no figure yet.' : 'The first figure is being drawn …';
  for (const id of ['save', 'show-words']) find(id).hidden = !name;
  if (!name) return;
  const stem = current.network.file.replace(/.*\//, '').replace(/\.[^.]*$/, '');
  find('save').href = `/figures/${name}.svg`;
  find('save').download = [stem, current.key.replace(/^\d+:/, '').replace('@', '.')].filter(Boolean).join('.') + '.svg';
}

// ---- tabs ----

function choose(tab, focus = false) {
  if (current) rememberPlace();
  current = tab;
  kept.key = tab.key;
  history.replaceState(null, '', tab.key ? `#${encodeURIComponent(tab.key)}` : location.pathname);
  keep();
  markTabs();
  if (focus) find(`tab-${tabs.indexOf(tab)}`).focus();
  return showFigure();
}

function markTabs() {
  for (const [i, button] of [...find('tabs').children].entries()) {
    const isChosen = tabs[i] === current;
    button.setAttribute('aria-selected', isChosen);
    button.tabIndex = isChosen ? 0 : -1;
    if (isChosen) button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  if (current) stage.setAttribute('aria-label', `Figure: ${current.label}`);
}

// The buttons are made anew only where others are needed, so that the focus stays.
function showTabs() {
  const bar = find('tabs'), labels = tabs.map((tab) => tab.label).join('\n');
  bar.hidden = tabs.length < 2;
  if (bar.dataset.labels === labels) return;
  const hadFocus = bar.contains(document.activeElement);
  bar.dataset.labels = labels;
  bar.replaceChildren(...tabs.map((tab, i) => {
    const button = make('button', { type: 'button', id: `tab-${i}`, textContent: tab.label });
    button.setAttribute('role', 'tab');
    button.setAttribute('aria-controls', 'stage');
    return button;
  }));
  if (hadFocus) requestAnimationFrame(() => bar.querySelector('[aria-selected=true]')?.focus());
}

find('tabs').addEventListener('click', (event) => {
  const i = [...find('tabs').children].indexOf(event.target.closest('button'));
  if (i >= 0) choose(tabs[i]);
});

find('tabs').addEventListener('keydown', (event) => {
  const i = tabs.indexOf(current), count = tabs.length;
  const next = { ArrowRight: (i + 1) % count, ArrowLeft: (i + count - 1) % count, Home: 0, End: count - 1 }[event.key];
  if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  choose(tabs[next], true);
});

// ---- mistakes and warnings ----

const count = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

// The line of a mistake, with what is wrong in it marked. Columns count characters, from 1.
function snippet(m) {
  if (!m.snippet) return '';
  const characters = [...m.snippet], from = m.column - m.snippetColumn;
  const to = m.endLine > m.line ? characters.length : m.endColumn - m.snippetColumn;
  const part = (a, b) => characters.slice(a, b).join('');
  return make('pre', {}, make('span', { className: 'number', textContent: m.line }), m.snippetColumn > 1 ? '…' : '',
    part(0, from), make('mark', { textContent: part(from, Math.max(to, from + 1)) || ' ' }), part(Math.max(to, from + 1)));
}

// What stands between `these` is to be typed.
function typeset(text) {
  return text.split('`').map((part, i) => (i % 2 ? make('code', { textContent: part }) : part));
}

function item(m) {
  const where = m.file ? `${m.file}:${m.line}:${m.column}` : '';
  const name = m.rule && m.severity === 'warning' ? ` [${m.rule}]` : '';
  return make('li', {},
    where && make('p', { className: 'place', textContent: where }),
    make('p', { className: 'message', textContent: m.message + name }),
    snippet(m),
    m.help ? make('p', { className: 'help' }, make('b', { textContent: 'Help: ' }), ...typeset(m.help)) : '');
}

// Of a long line the marked part is what matters.
function bringIntoView(mark) {
  const line = mark.closest('pre'), end = mark.offsetLeft + mark.offsetWidth;
  if (end > line.clientWidth) line.scrollLeft = end - line.clientWidth * 0.75;
}

function say(how, text) {
  find(how).textContent = text;
}

function showMessages() {
  const all = state.networks.flatMap((n) => n.messages);
  const bad = all.filter((m) => m.severity === 'error'), mild = all.filter((m) => m.severity !== 'error');
  const before = find('mistakes').dataset.told ?? '', told = JSON.stringify(bad);
  find('mistakes').hidden = !bad.length;
  if (before !== told) {
    find('mistakes').dataset.told = told;
    find('mistakes').querySelector('ol').replaceChildren(...bad.map(item));
    for (const mark of find('mistakes').querySelectorAll('mark')) bringIntoView(mark);
    find('mistakes-count').textContent = count(bad.length, 'mistake');
    const [first] = bad;
    if (first) say('loud', `${count(bad.length, 'mistake')}. ${first.file ? `${first.file}, line ${first.line}: ` : ''}${first.message}`);
    else if (before && before !== '[]') say('quiet', 'Mended.');
  }
  if (!bad.length) find('mistakes').open = true;
  find('mistakes-note').textContent = shown ? 'This is the last good figure.' : '';
  find('warnings').querySelector('ol').replaceChildren(...mild.map(item));
  find('show-warnings').hidden = !mild.length;
  find('show-warnings').textContent = count(mild.length, 'warning');
  if (!mild.length) toggle('warnings', false);
  return bad.length;
}

function toggle(id, open = find(id).hidden) {
  for (const panel of ['warnings', 'words']) {
    find(panel).hidden = panel !== id || !open;
    find(`show-${panel}`).setAttribute('aria-expanded', panel === id && open);
  }
}

for (const panel of ['warnings', 'words']) find(`show-${panel}`).addEventListener('click', () => toggle(panel));
find('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText(find('words').querySelector('p').textContent);
  say('quiet', 'Copied.');
  find('copy').textContent = 'Copied';
  setTimeout(() => { find('copy').textContent = 'Copy as alternative text'; }, 1500);
});
addEventListener('keydown', (event) => { if (event.key === 'Escape') toggle('words', false); });

// ---- what the server says ----

let slow = 0; // tells of drawing only where it takes a while

function showState(name, text) {
  clearTimeout(slow);
  root.dataset.state = name;
  find('state-text').textContent = text;
}

function take(next) {
  if (state && state.edition !== next.edition) return location.reload(); // the program is another one
  state = next;
  const several = state.networks.length > 1;
  tabs = state.networks.flatMap((network, i) => network.tabs.map((tab) => ({
    ...tab,
    network,
    key: several ? `${i}:${tab.key}` : tab.key,
    label: several ? `${network.file.replace(/.*\//, '').replace(/\.[^.]*$/, '')}: ${tab.label}` : tab.label,
  })));
  const names = new Set(tabs.flatMap((tab) => [tab.screen, tab.print]));
  for (const name of figures.keys()) if (!names.has(name) && name !== shown) figures.delete(name);
  const file = state.networks.map((n) => n.file.replace(/.*\//, '')).join(', ');
  find('file').textContent = file;
  find('file').title = state.networks.map((n) => n.file).join('\n');

  applyTheme();
  showTabs();
  const wanted = kept.key;
  current = tabs.find((tab) => tab.key === wanted) ?? tabs[0] ?? null;
  markTabs();
  showFigure().then(() => {
    const mistakes = showMessages();
    const draws = state.networks.some((n) => n.draws);
    document.title = `${mistakes ? '✗ ' : ''}${file}`;
    const settled = mistakes ? ['bad', count(mistakes, 'mistake')] : ['good', 'Up to date'];
    if (!draws) return showState(...settled);
    if (!shown) return showState('draws', 'Drawing …');
    clearTimeout(slow);
    slow = setTimeout(() => showState('draws', 'Drawing …'), 400);
    if (root.dataset.state === 'lost' || !root.dataset.state) showState(...settled);
  });
}

let events = null, again = 0, hasEnded = false;

function connect() {
  clearTimeout(again);
  events?.close();
  events = new EventSource('/events');
  events.onmessage = (event) => { hasEnded = false; take(JSON.parse(event.data)); };
  events.addEventListener('end', () => { hasEnded = true; });
  events.onerror = () => {
    showState('lost', hasEnded ? '‘entente watch’ has ended. When it is started again, this page goes on.'
      : 'The connection is lost. This page goes on when it is back.');
    if (!document.hidden) say('loud', find('state-text').textContent);
    events.close();
    again = setTimeout(connect, 1000);
  };
}

// Browsers keep few connections to one server: a page that nobody sees needs none.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return connect();
  clearTimeout(again);
  events?.close();
});

// ---- switches, zoom, pan ----

function applyTheme() {
  Object.assign(root.dataset, { theme: theme(), look: look(), width: kept.width });
  for (const [name, value] of [['theme', theme()], ['width', kept.width]]) document.querySelector(`[name=${name}][value=${value}]`).checked = true;
  paint();
}

find('theme').addEventListener('change', (event) => {
  kept.theme = event.target.value;
  keep();
  applyTheme();
  showFigure();
});
isDark.addEventListener('change', applyTheme);

find('width').addEventListener('change', (event) => {
  kept.width = event.target.value;
  for (const key of Object.keys(kept.places)) kept.places[key] = { zoom: 1, x: 0, y: 0 };
  keep();
  applyTheme();
  measure();
});

const STEP = 1.25;
const zoomBy = (factor, point) => { if (current) zoomTo(place().zoom * factor, point); };
find('larger').addEventListener('click', () => zoomBy(STEP));
find('smaller').addEventListener('click', () => zoomBy(1 / STEP));
find('whole').addEventListener('click', () => zoomTo(1));

stage.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { '+': () => zoomBy(STEP), '=': () => zoomBy(STEP), '-': () => zoomBy(1 / STEP), 0: () => zoomTo(1) }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// The wheel scrolls; with Ctrl, which is also what two fingers on a touchpad say, it zooms.
stage.addEventListener('wheel', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 30 : 1;
  zoomBy(Math.exp(-Math.max(-200, Math.min(200, event.deltaY * lines)) / 300), { x: event.clientX, y: event.clientY });
}, { passive: false });

stage.addEventListener('scroll', rememberPlace, { passive: true });
new ResizeObserver(measure).observe(stage);

// The mouse takes hold of the figure.
let held = null;
stage.addEventListener('pointerdown', (event) => {
  if (event.pointerType === 'touch' || event.button > 1 || event.composedPath().some((e) => e.localName === 'a')) return;
  const frame = stage.getBoundingClientRect();
  if (event.clientX - frame.left > stage.clientWidth || event.clientY - frame.top > stage.clientHeight) return; // a scroll bar
  held = { x: event.clientX, y: event.clientY };
  stage.setPointerCapture(event.pointerId);
  stage.classList.add('held');
});
stage.addEventListener('pointermove', (event) => {
  if (!held) return;
  stage.scrollBy(held.x - event.clientX, held.y - event.clientY);
  held = { x: event.clientX, y: event.clientY };
});
for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, () => { held = null; stage.classList.remove('held'); });

// Two fingers on a screen.
let pinch = null;
const between = ([a, b]) => ({ x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2, apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) });
stage.addEventListener('touchstart', (event) => { pinch = event.touches.length === 2 ? between(event.touches) : null; }, { passive: true });
stage.addEventListener('touchmove', (event) => {
  if (!pinch || event.touches.length !== 2) return;
  event.preventDefault();
  const now = between(event.touches);
  stage.scrollBy(pinch.x - now.x, pinch.y - now.y);
  zoomBy(now.apart / pinch.apart, now);
  pinch = now;
}, { passive: false });
stage.addEventListener('touchend', () => { pinch = null; }, { passive: true });

applyTheme();
connect();
