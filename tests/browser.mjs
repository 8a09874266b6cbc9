// A real browser, asked through its debugging pipe; nothing but Node and the browser is needed.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

// `program` is Chromium or one of its kin, `folder` where its profile and the pages of openText() go.
export class Browser {
  constructor(program, folder) {
    this.folder = folder;
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
    const page = new Page(this, sessionId, targetId);
    await page.ask('Page.enable');
    await page.ask('Accessibility.enable');
    await page.darken(dark);
    await page.ask('Emulation.setDeviceMetricsOverride', { width: 900, height: 700, deviceScaleFactor: 1.5, mobile: false });
    const loaded = new Promise((resolve) => { this.loads.set(sessionId, resolve); });
    await page.ask('Page.navigate', { url });
    await loaded;
    return page;
  }

  openText(name, html, dark) {
    fs.writeFileSync(path.join(this.folder, name), `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title>${html}</html>\n`);
    return this.open(`file://${this.folder}/${name}`, dark);
  }

  async end() {
    const ended = new Promise((resolve) => { this.process.on('exit', resolve); });
    await this.send('Browser.close');
    await ended;
  }
}

class Page {
  constructor(browser, session, target) {
    this.browser = browser;
    this.session = session;
    this.target = target;
  }

  close() {
    return this.browser.send('Target.closeTarget', { targetId: this.target });
  }

  // What the reader's system is set to.
  darken(dark) {
    return this.ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
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
export const compare = (blank, a, b) => blank.value(`(${counting})(${JSON.stringify(a)}, ${JSON.stringify(b)})`);
