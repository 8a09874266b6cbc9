// browser.mjs CHROMIUM FOLDER    what a browser makes of the figures and maps in FOLDER (browser.sh draws them)
//
// Exit 1 where something is not so.
import fs from 'node:fs';
import path from 'node:path';
import { Browser, compare } from '../browser.mjs';

const [program, folder] = process.argv.slice(2);
const inline = (name) => fs.readFileSync(path.join(folder, `${name}.inline`), 'utf8');
let failed = 0;

function expect(so, what) {
  if (so) return;
  console.log(`not so: ${what}`);
  failed++;
}

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
      const { squares } = await compare(blank, free, strict); // heights differ by a fraction of a pixel
      expect(squares === 0, `${name}: under a strict policy ${squares} squares differ${dark ? ' in the dark' : ''}`);
    }
  }
}

// The same picture in each way of putting it into a page; light and dark.
async function expectForms(browser, blank) {
  const body = (what) => `<meta name="color-scheme" content="light dark"><body style="margin:0;line-height:0">${what}`;
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

// What a page says of itself counts more than the reader's setting; what it says of `color-scheme` counts most.
async function expectSwitches(browser) {
  const pages = [
    ['<html data-theme="dark">', '', true], ['<html data-theme="light">', '', false], ['<html class="light rust">', '', false],
    ['<html class="coal">', '', true], ['<body data-md-color-scheme="slate">', '', true], ['<body data-theme="auto">', '', null],
    ['<body>', '', false], ['<body>', ':root { color-scheme: light dark }', null], ['<body>', 'svg { color-scheme: dark }', true], ['<html data-theme="dark">', 'svg { color-scheme: light }', false],
  ];
  for (const [begin, style, dark] of pages) {
    const page = await browser.openText('switch.html', `<style>${style}</style>${begin.replace('<html', '<div')}${inline('auto')}`);
    for (const setting of [false, true]) {
      await page.darken(setting);
      const fill = await page.value('getComputedStyle(document.querySelector("svg .f-page")).fill');
      expect(fill === ((dark ?? setting) ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)'), `${begin} ${style}, ${setting ? 'dark' : 'light'}: ${fill}`);
    }
    await page.close();
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
    const scale = image.naturalWidth / svg.viewBox.baseVal.width; // pixels to a unit
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

const browser = new Browser(program, folder);
setTimeout(() => { console.log('not so: it ends'); browser.process.kill('SIGKILL'); process.exit(1); }, 600000).unref();
try {
  const blank = await browser.open('about:blank');
  for (const dark of [false, true]) {
    const setting = dark ? 'dark' : 'light';
    for (const [where, page] of [
      [`alone, ${setting}`, await browser.open(`file://${folder}/auto.svg`, dark)],
      [`inline, ${setting}`, await browser.openText('page.html', `<meta name="color-scheme" content="light dark"><body>${inline('auto')}`, dark)],
      [`the light theme, ${setting}`, await browser.open(`file://${folder}/light.svg`, dark)],
    ]) {
      await expectTree(page, where);
      await expectFocus(page, blank, where);
    }
  }
  await expectApart(browser);
  await expectPolicy(browser, blank);
  await expectForms(browser, blank);
  await expectSwitches(browser);
  await expectMap(browser);
} finally {
  await browser.end();
}
console.log(failed ? `${failed} not so` : 'all so');
process.exit(failed ? 1 : 0);
