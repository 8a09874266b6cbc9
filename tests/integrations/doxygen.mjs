// doxygen.mjs CHROMIUM FOLDER PAGE    what a browser makes of the figures in a page of Doxygen's, light and dark
//
// One is in a frame, since \dotfile makes it so, and one inside of the page. Each is named, told in words, whole, readable
// on the ground of the page, and its links lead to the top of the window. Exit 1 where something is not so. Where LOOK
// names a folder, pictures of the page go there.
import fs from 'node:fs';
import path from 'node:path';
import { Browser } from '../browser.mjs';

const [program, folder, file] = process.argv.slice(2);
let failed = 0;

function expect(so, what) {
  if (so) return;
  console.log(`not so: ${what}`);
  failed++;
}

// Runs where a figure is: in the page, or in the frame.
const inspect = `(() => {
  const linear = (c) => c <= 10.31 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
  };
  const svg = document.querySelector('svg[role=graphics-document]'), box = svg?.getBoundingClientRect();
  const text = (id) => svg.querySelector('#' + id)?.textContent ?? '';
  const fill = (e) => getComputedStyle(e).fill;
  const [ink, ground] = [svg?.querySelector('text'), svg?.querySelector('.page rect')].map((e) => e && fill(e));
  return svg && {
    name: text(svg.getAttribute('aria-labelledby')), said: text(svg.getAttribute('aria-describedby')),
    width: box.width, height: box.height, room: [innerWidth, innerHeight], ground,
    contrast: Math.max(light(ink), light(ground)) / Math.min(light(ink), light(ground)),
    links: [...svg.querySelectorAll('a')].map((a) => [a.href.baseVal, a.target.baseVal].join()),
  };
})()`;

async function inFrame(page) {
  const { frameTree } = await page.ask('Page.getFrameTree');
  const frame = frameTree.childFrames?.find((f) => f.frame.url.endsWith('/dot_nordic.svg'));
  if (!frame) return null;
  const { executionContextId } = await page.ask('Page.createIsolatedWorld', { frameId: frame.frame.id });
  const { result } = await page.ask('Runtime.evaluate', { expression: inspect, contextId: executionContextId, returnByValue: true });
  return result.value;
}

function judge(where, figure, name, ground) {
  expect(figure, `${where} is there`);
  if (!figure) return;
  expect(figure.name === name, `${where} is ‘${name}’, not ‘${figure.name}’`);
  expect(figure.said.includes('NATO'), `${where} is told in words`);
  expect(figure.width > 100 && figure.height > 100, `${where} has a size: ${figure.width} x ${figure.height}`);
  expect(figure.contrast >= 4.5, `${where} can be read: ${figure.contrast}`);
  expect(figure.ground === ground, `${where} stands on the ground of the page, ${ground}, not ${figure.ground}`);
  expect(figure.links.includes('https://www.nato.int/,_top'), `${where} has its link: ${figure.links}`);
}

const browser = new Browser(program, folder);
setTimeout(() => { console.log('not so: it ends'); browser.process.kill('SIGKILL'); process.exit(1); }, 120000).unref();
try {
  for (const dark of [false, true]) {
    const page = await browser.open(`file://${path.resolve(file)}`, dark), where = dark ? 'dark' : 'light';
    const ground = await page.value('getComputedStyle(document.body).backgroundColor');
    const framed = await inFrame(page);
    judge(`${where}: the figure in a frame`, framed, 'Finland and Sweden in NATO', ground);
    expect(framed?.width <= framed?.room[0] + 1 && framed?.height <= framed?.room[1] + 1, `${where}: the frame shows all of it`);
    judge(`${where}: the figure in the page`, await page.value(inspect), 'Estonia, Latvia and Lithuania in NATO', ground);
    const captions = await page.value('[...document.querySelectorAll(".caption")].map((c) => c.textContent.trim()).join("; ")');
    expect(captions === 'Finland, Sweden and Ukraine; Estonia, Latvia and Lithuania', `${where}: both have captions: ${captions}`);
    if (process.env.LOOK) fs.writeFileSync(path.join(process.env.LOOK, `doxygen-${where}.png`), Buffer.from(await page.picture(), 'base64'));
  }
} finally {
  await browser.end();
}
process.exit(failed ? 1 : 0);
