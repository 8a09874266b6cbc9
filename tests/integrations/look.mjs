// look.mjs CHROMIUM FOLDER FIGURES PAGE...    what a browser makes of the figures in pages of documentation
//
// Each page is opened light and dark. It must have so many figures; each has a name, is as wide as its column at most,
// can be read, is light or dark as its page is, and its links lead somewhere. Pages may be files or addresses; `PAGE#dark=CODE` runs
// CODE in the page where it is to be dark, for pages that have a switch of their own. Exit 1 where something is not so.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from '../browser.mjs';

const [program, folder, figures, ...pages] = process.argv.slice(2);
let failed = 0;

function expect(so, what) {
  if (so) return;
  console.log(`not so: ${what}`);
  failed++;
}

// Runs in the page. Inline figures are looked into; of others (img, object) only their name and size can be told.
const inspect = `(async () => {
  const linear = (c) => c <= 10.31 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
  };
  const contrast = (a, b) => Math.max(light(a), light(b)) / Math.min(light(a), light(b));
  const fill = (svg, name) => { const x = svg.querySelector(name); return x && getComputedStyle(x).fill; };
  const named = (e) => (e.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent).join(' ').trim() || e.getAttribute('aria-label') || e.getAttribute('alt') || e.title || '';
  const said = (e) => document.getElementById(e.getAttribute('aria-describedby'))?.textContent ?? '';
  const column = (e) => { let up = e.parentElement; while (getComputedStyle(up).display.startsWith('inline')) up = up.parentElement; return up.clientWidth; };
  const canvas = Object.assign(document.body.appendChild(document.createElement('i')), { style: 'color: Canvas' });
  const behind = (e) => { // the colour that a figure stands on
    for (let up = e.parentElement; up; up = up.parentElement) {
      const color = getComputedStyle(up).backgroundColor;
      if (!/, 0\\)$/.test(color)) return color;
    }
    return getComputedStyle(canvas).color;
  };
  const found = [];
  for (const e of document.querySelectorAll('svg[role=graphics-document], img[src$=".svg"], img[src$=".png"], img[src^="data:image"], object[type="image/svg+xml"], iframe[src$=".svg"]')) {
    if (e.closest('nav, header, footer, [aria-hidden=true]') && e.localName === 'img') continue;
    const box = e.getBoundingClientRect(), inline = e.localName === 'svg';
    const texts = inline ? [...e.querySelectorAll('text')].filter((t) => t.textContent.trim()) : [];
    found.push({
      kind: e.localName, name: named(e), said: said(e), width: box.width, height: box.height, column: column(e),
      complete: e.localName !== 'img' || (e.complete && e.naturalWidth > 0),
      pageIsDark: light(behind(e)) < 0.2,
      ground: inline ? fill(e, '.f-page') : null,
      contrast: inline && e.querySelector('.f-ink') ? contrast(fill(e, '.f-ink'), fill(e, '.f-page')) : null,
      texts: texts.length, fonts: texts.slice(0, 1).map((t) => getComputedStyle(t).fontFamily),
      links: inline ? [...e.querySelectorAll('a')].map((a) => a.href.baseVal) : [],
      caption: e.closest('figure')?.querySelector('figcaption')?.textContent.trim() ?? null,
    });
  }
  return found;
})()`;

// Whether an address that stands in a page leads somewhere: outside it is taken for granted.
function leads(page, link) {
  if (/^(https?|mailto):/.test(link)) return true;
  if (link.startsWith('#')) return link.length > 1;
  const url = new URL(link, page);
  return url.protocol !== 'file:' || fs.existsSync(fileURLToPath(new URL(url.pathname, url)));
}

function judge(where, url, found, switched) {
  expect(found.length === Number(figures), `${where}: ${figures} figures, not ${found.length}`);
  for (const [i, figure] of found.entries()) {
    const which = `${where}: figure ${i + 1} (${figure.kind}, ‘${figure.name.slice(0, 40)}’)`;
    expect(figure.name, `${which} has a name`);
    expect(figure.complete && figure.width > 60 && figure.height > 40, `${which} is there: ${figure.width} x ${figure.height}`);
    expect(figure.width <= figure.column + 1, `${which} is ${figure.width} wide, in a column of ${figure.column}`);
    if (figure.kind !== 'svg') continue;
    expect(figure.said, `${which} is told in words`);
    expect(figure.texts > 0, `${which} has texts`);
    if (figure.contrast !== null) expect(figure.contrast >= 4.5, `${which} can be read: ${figure.contrast}`);
    if (switched) expect(figure.pageIsDark, `${which} stands on a dark page`);
    if (figure.ground) expect((figure.ground === 'rgb(13, 17, 23)') === figure.pageIsDark, `${which} is ${figure.pageIsDark ? 'dark' : 'light'}, as its page is: ${figure.ground}`);
    for (const link of figure.links) expect(leads(url, link), `${which}: ${link} leads somewhere`);
  }
}

const browser = new Browser(program, folder);
setTimeout(() => { console.log('not so: it ends'); browser.process.kill('SIGKILL'); process.exit(1); }, 120000).unref();
try {
  for (const given of pages) {
    const [place, code] = given.split('#dark=');
    const url = /^https?:/.test(place) ? place : `file://${path.resolve(place)}`;
    for (const dark of [false, true]) {
      const page = await browser.open(url, dark && !code);
      await page.ask('Emulation.setDeviceMetricsOverride', { width: 1200, height: 900, deviceScaleFactor: 1, mobile: false });
      if (dark && code) await page.value(`(async () => eval(${JSON.stringify(code)}))()`); // it may wait
      await page.value('new Promise((done) => setTimeout(done, 200))');
      const where = `${path.basename(place)}, ${dark ? 'dark' : 'light'}`;
      judge(where, url, await page.value(inspect), dark && code);
      if (process.env.LOOK) {
        const { data } = await page.ask('Page.captureScreenshot', { captureBeyondViewport: true });
        fs.writeFileSync(path.join(process.env.LOOK, `${path.basename(place, '.html')}-${dark ? 'dark' : 'light'}.png`), Buffer.from(data, 'base64'));
      }
    }
  }
} finally {
  await browser.end();
}
process.exit(failed ? 1 : 0);
