// browser.mjs CHROMIUM FOLDER    what a browser makes of the figures and maps in FOLDER (browser.sh draws them)
//
// It is asked through its debugging pipe; nothing but Node and the browser is needed. Exit 1 where something is not so.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [program, folder] = process.argv.slice(2);
const inline = (name) => fs.readFileSync(path.join(folder, `${name}.inline`), 'utf8');
let failed = 0;

function expect(so, what) {
  if (so) return;
  console.log(`not so: ${what}`);
  failed++;
}

// ---- the browser ----

class Browser {
  constructor() {
    const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${folder}/profile`];
    this.process = spawn(program, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.waiting = new Map();
    this.loads = new Map();
    this.count = 0;
    let text = '';
    this.process.stdio[4].on('data', (bytes) => {
      const messages = (text + bytes).split('\0');
      text = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  take(message) {
    if (message.method === 'Page.loadEventFired') this.loads.get(message.sessionId)?.();
    if (!message.id) return;
    const { resolve, reject } = this.waiting.get(message.id);
    if (message.error) reject(new Error(message.error.message)); else resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    return new Promise((resolve, reject) => {
      this.waiting.set(++this.count, { resolve, reject });
      this.process.stdio[3].write(`${JSON.stringify({ id: this.count, method, params, sessionId })}\0`);
    });
  }

  // A page with an address, at two pixels to a point.
  async open(url, dark = false) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId);
    await page.ask('Page.enable');
    await page.ask('Accessibility.enable');
    await page.ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    await page.ask('Emulation.setDeviceMetricsOverride', { width: 900, height: 700, deviceScaleFactor: 1.5, mobile: false });
    const loaded = new Promise((resolve) => { this.loads.set(sessionId, resolve); });
    await page.ask('Page.navigate', { url });
    await loaded;
    return page;
  }

  openText(name, html, dark) {
    fs.writeFileSync(path.join(folder, name), `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title>${html}</html>\n`);
    return this.open(`file://${folder}/${name}`, dark);
  }
}

class Page {
  constructor(browser, session) {
    this.browser = browser;
    this.session = session;
  }

  ask(method, params) {
    return this.browser.send(method, params, this.session);
  }

  async value(expression) {
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async picture() {
    await this.ask('Page.bringToFront');
    await this.value('new Promise((done) => setTimeout(done, 100))'); // what is behind others is not painted
    return (await this.ask('Page.captureScreenshot')).data;
  }

  async tab() {
    for (const type of ['rawKeyDown', 'keyUp']) await this.ask('Input.dispatchKeyEvent', { type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
  }
}

// How many pixels of two pictures differ at all, and by a contrast of 3:1 (WCAG 2.1, 1.4.11), and how many squares of 8 x 8
// pixels differ by a tenth in their mean: writing that is smoothed otherwise does not, a missing word does. In a blank page.
const counting = `async (first, second) => {
  let width;
  const pixels = async (data) => {
    const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode();
    width = image.width;
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height).data;
  };
  const linear = (c) => c <= 10.31 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const light = (p, i) => 0.2126 * linear(p[i]) + 0.7152 * linear(p[i + 1]) + 0.0722 * linear(p[i + 2]) + 0.05;
  const a = await pixels(first), b = await pixels(second);
  let differ = Math.abs(a.length - b.length), clearly = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i += 4) {
    if (a[i] === b[i] && a[i + 1] === b[i + 1] && a[i + 2] === b[i + 2]) continue;
    differ++;
    const x = light(a, i), y = light(b, i);
    if (Math.max(x, y) / Math.min(x, y) >= 3) clearly++;
  }
  const sums = new Map();
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = Math.floor(i / 4 % width / 8), y = Math.floor(i / 4 / width / 8), at = (y * width + x) * 4 + i % 4;
    sums.set(at, (sums.get(at) ?? 0) + a[i] - b[i]);
  }
  const squares = [...sums.values()].filter((sum) => Math.abs(sum) > 64 * 25.5).length;
  return { differ, clearly, squares };
}`;
const compare = (blank, a, b) => blank.value(`(${counting})(${JSON.stringify(a)}, ${JSON.stringify(b)})`);

// ---- what must be so ----

const names = {
  'graphics-document': ['Figures in pages'],
  'graphics-symbol': ['The North, group', 'Aland is a member of The Pact, source 1', 'Bland may join The Pact, proposed, source 1', 'Aland, Country: An island', 'Bland, Country, source 1', 'The Pact, Agreement'],
  link: ['Aland is a member of The Pact, source 1', 'Aland, Country: An island', 'A report with a link'],
  group: ['Legend', 'Sources'],
};

// Every part stands in the accessibility tree, under its name, and is not read twice.
async function expectTree(page, where) {
  const { nodes } = await page.ask('Accessibility.getFullAXTree');
  const seen = nodes.filter((n) => !n.ignored);
  for (const [role, wanted] of Object.entries(names)) {
    const found = seen.filter((n) => n.role?.value === role);
    expect(JSON.stringify(found.map((n) => n.name.value)) === JSON.stringify(wanted), `${where}: ${role} is ${wanted}, not ${found.map((n) => n.name.value)}`);
    for (const n of found) expect(n.description?.value !== n.name.value, `${where}: ${n.name.value} is read once`);
    for (const n of found) expect(role !== 'link' || n.properties.some((p) => p.name === 'focusable'), `${where}: ${n.name.value} takes the focus`);
  }
  const whole = seen.find((n) => n.role?.value === 'graphics-document');
  expect(whole?.description?.value.includes('Bland may join The Pact, proposed, source 1.'), `${where}: it is told in sentences`);
}

// Each link shows that it has the focus, clearly.
async function expectFocus(page, blank, where) {
  let before = await page.picture();
  for (const name of names.link) {
    await page.tab();
    const after = await page.picture();
    expect(await page.value('document.activeElement.localName') === 'a', `${where}: the focus goes to ${name}`);
    const { clearly } = await compare(blank, before, after);
    expect(clearly > 100, `${where}: the focus on ${name} is seen: ${clearly} pixels`);
    before = after;
  }
}

// Two figures and the page around them leave each other alone.
async function expectApart(browser) {
  const page = await browser.openText('two.html', `<body>${inline('auto')}${inline('other')}<p class="f-ink node legend">words</p>`, true);
  const doubles = await page.value('[...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i).join()');
  expect(doubles === '', `ids stand twice: ${doubles}`);
  expect(await page.value('getComputedStyle(document.querySelector("p")).fill') === 'rgb(0, 0, 0)', 'the style stays in its figure');
  const names = await page.value('[...document.querySelectorAll("svg")].map((s) => document.getElementById(s.getAttribute("aria-labelledby")).closest("svg") === s).join()');
  expect(names === 'true,true', 'each is named by its own title');
  const only = await browser.openText('one.html', `<body>${inline('auto')}<style>svg + svg { display: none }</style>`, true);
  const fill = 'getComputedStyle(document.querySelector("svg .f-ink")).fill';
  expect(await page.value(fill) === await only.value(fill), 'the second changes nothing in the first');
}

// Where no style is allowed, the figure is the light one; icons need images from data:.
async function expectPolicy(browser, blank) {
  const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'none\'; img-src data:">';
  for (const name of ['auto', 'icons']) {
    const free = await (await browser.openText('free.html', `<body>${inline(name)}`)).picture();
    for (const dark of [false, true]) {
      const strict = await (await browser.openText('strict.html', `${policy}<body>${inline(name)}`, dark)).picture();
      const { differ } = await compare(blank, free, strict);
      expect(differ === 0, `${name}: under a strict policy ${differ} pixels differ${dark ? ' in the dark' : ''}`);
    }
  }
}

// The same picture in each way of putting it into a page; light and dark.
async function expectForms(browser, blank) {
  const body = (what) => `<body style="margin:0;line-height:0">${what}`;
  for (const name of ['icons']) {
    for (const dark of [false, true]) {
      const pictures = [];
      for (const what of [inline(name), `<img alt="" src="${name}.svg">`, `<object type="image/svg+xml" data="${name}.svg"></object>`])
        pictures.push(await (await browser.openText('form.html', body(what), dark)).picture());
      for (const [i, form] of ['img', 'object'].entries()) {
        // A picture may lie a fraction of a pixel elsewhere; an icon that is missing makes 25.
        const { squares } = await compare(blank, pictures[0], pictures[i + 1]);
        expect(squares <= 8, `${name} as ${form}${dark ? ', dark' : ''}: ${squares} squares differ`);
      }
      if (dark) {
        const light = await (await browser.openText('form.html', body(inline(name)))).picture();
        expect((await compare(blank, light, pictures[0])).clearly > 10000, `${name} follows the dark setting`);
      }
    }
  }
}

// What lies under the pointer in a PNG with its image map is what is drawn there: in the middle of every node its own area, in
// every label that of its edge.
async function expectMap(browser) {
  const map = fs.readFileSync(path.join(folder, 'map.map'), 'utf8');
  const name = map.match(/^<map id="([^"]*)" name="\1">/)[1];
  const page = await browser.openText('map.html', `<body style="margin:0"><img src="map.png" usemap="#${name}" style="display:block">${map}<div style="position:absolute;top:0;left:0;visibility:hidden">${inline('map')}</div>`);
  await page.ask('Emulation.setDeviceMetricsOverride', { width: 1400, height: 1400, deviceScaleFactor: 1, mobile: false });
  const found = await page.value(`(() => {
    const image = document.querySelector('img'), svg = document.querySelector('svg'), found = [];
    const scale = image.naturalWidth / svg.viewBox.baseVal.width;
    const center = (box) => [(box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale];
    for (const g of svg.querySelectorAll('g.node, g.edge')) {
      const shape = g.querySelector(g.matches('.node') ? 'rect, polygon' : 'text');
      if (!shape) continue;
      const [x, y] = center(shape.getBBox()), area = document.elementFromPoint(x, y);
      found.push([g.querySelector('title').textContent, area?.localName === 'area' ? area.title : null, area?.alt]);
    }
    const outside = document.elementFromPoint(2, 2).localName;
    return { found, outside, width: image.naturalWidth };
  })()`);
  expect(found.found.length > 30, `there are nodes and labels: ${found.found.length}`);
  for (const [title, hit, alt] of found.found) expect(title === hit && title === alt, `at ‘${title}’ is ‘${hit}’`);
  expect(found.outside === 'img', `where nothing is drawn is ${found.outside}`);
}

const browser = new Browser();
setTimeout(() => { console.log('not so: it ends'); browser.process.kill('SIGKILL'); process.exit(1); }, 240000).unref();
try {
  const blank = await browser.open('about:blank');
  for (const dark of [false, true]) {
    const setting = dark ? 'dark' : 'light';
    for (const [where, page] of [
      [`alone, ${setting}`, await browser.open(`file://${folder}/auto.svg`, dark)],
      [`inline, ${setting}`, await browser.openText('page.html', `<body>${inline('auto')}`, dark)],
      [`the light theme, ${setting}`, await browser.open(`file://${folder}/light.svg`, dark)],
    ]) {
      await expectTree(page, where);
      await expectFocus(page, blank, where);
    }
  }
  await expectApart(browser);
  await expectPolicy(browser, blank);
  await expectForms(browser, blank);
  await expectMap(browser);
} finally {
  const ended = new Promise((resolve) => { browser.process.on('exit', resolve); });
  await browser.send('Browser.close');
  await ended;
}
console.log(failed ? `${failed} not so` : 'all so');
process.exit(failed ? 1 : 0);
