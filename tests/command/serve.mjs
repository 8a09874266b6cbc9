// serve.mjs CHROMIUM PROGRAM FOLDER    `entente watch --serve` as a reader and as a stranger see it
//
// Exit 1 where something is not so.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Browser } from '../browser.mjs';

const [chromium, program, folder] = process.argv.slice(2);
const large = new URL('../../input/indo-pacific.yaml', import.meta.url).pathname;
const networks = path.join(folder, 'networks'), file = path.join(networks, 'pact.yaml');
let failed = 0;

function expect(so, what) {
  if (so) return;
  console.log(`not so: ${what}`);
  failed++;
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// ---- the network ----

const whole = `title: A pact
sources:
  treaty: {title: The treaty, publisher: The Pact, url: https://example.org/treaty}
nodes:
  countries: {aland: Aland, bland: Bland, cland: Cland}
  agreements: {pact: {name: The Pact, source: treaty}}
edges:
  - aland -> pact: {relation: member, since: 2001, source: treaty}
  - bland -> pact: {relation: member, since: 2002, source: treaty}
  - cland -> pact: {label: may join, status: proposed, source: treaty}
views:
  members: {title: The members, status: active}
`;

const save = (text) => fs.writeFileSync(file, text);
const edit = (from, to) => {
  const text = fs.readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`the network has no ‘${from}’`);
  save(text.replaceAll(from, to));
};

// ---- the program ----

class Watch {
  constructor(options, environment = {}) {
    this.said = '';
    this.process = spawn(program, ['watch', ...options], { cwd: networks, env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process.stderr.on('data', (bytes) => { this.said += bytes; });
    this.ended = new Promise((done) => { this.process.on('exit', (code, signal) => done(code ?? signal)); });
  }

  // The address that it prints.
  async address() {
    for (let i = 0; i < 500 && !/http:\S+/.test(this.said); i++) await pause(20);
    return this.said.match(/http:\S+/)?.[0];
  }

  // When the first drawing has come to its end.
  async settled() {
    const address = await this.address();
    for (let i = 0; i < 200 && !(await ask(address, '/events')).text.includes('"draws":false'); i++) await pause(50);
    return address;
  }

  async end(signal = 'SIGINT') {
    this.process.kill(signal);
    expect(!/Sanitizer|runtime error/.test(this.said), `nothing is wrong inside: ${this.said}`);
    const late = pause(20000).then(() => 'late');
    return Promise.race([this.ended, late]);
  }
}

// Asks for a path as it stands; headers may be any.
function ask(address, request, headers = {}, method = 'GET', body = '') {
  const { hostname, port, host } = new URL(address);
  const lines = Object.entries({ Host: host, ...headers }).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return new Promise((done) => {
    let text = '';
    const socket = net.connect(port, hostname);
    socket.on('data', (bytes) => {
      text += bytes;
      if (request === '/events' && /data: .*\n\n/.test(text)) socket.destroy();
    });
    for (const end of ['close', 'error']) socket.on(end, () => done({ status: Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1]), text }));
    socket.setTimeout(20000, () => socket.destroy());
    socket.write(`${method} ${request} HTTP/1.1\r\n${lines}Connection: close\r\n\r\n${body}`);
  });
}

// ---- strangers ----

async function expectGuarded(address) {
  const own = new URL(address).host;
  const rows = [
    ['the page', 200, '/'],
    ['its style', 200, '/page.css'],
    ['events', 200, '/events'],
    ['only the head', 200, '/', {}, 'HEAD'],
    ['only the head of events', 200, '/events', {}, 'HEAD'],
    ['a forwarded port', 200, '/', { Host: 'localhost:9' }],
    ['another host', 421, '/', { Host: 'evil.example' }],
    ['another host at the port', 421, '/', { Host: `evil.example:${new URL(address).port}` }],
    ['no host', 400, '/', { Host: null }],
    ['its own origin', 200, '/events', { Origin: `http://${own}` }],
    ['another origin', 403, '/events', { Origin: 'http://evil.example' }],
    ['another origin for the page', 403, '/', { Origin: 'http://evil.example' }],
    ['no origin', 403, '/events', { Origin: 'null' }],
    ['another site', 403, '/page.js', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }],
    ['another port of this machine', 403, '/events', { 'Sec-Fetch-Site': 'same-site' }],
    ['a link from elsewhere', 200, '/', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }],
    ['an unknown path', 404, '/pact.yaml'],
    ['a file of the system', 404, '/../../../../../../etc/passwd'],
    ['a file of the system, hidden', 404, '/%2e%2e/%2e%2e/etc/passwd'],
    ['a file of the system as a figure', 404, '/figures/../../../etc/passwd'],
    ['a figure that is none', 404, '/figures/0123456789abcdef.svg'],
    ['a figure without a name', 404, '/figures/.svg'],
    ['a path with a NUL', 404, '/page%00.css'],
    ['something sent', 405, '/', { 'Content-Length': 3 }, 'POST', 'x=1'],
    ['something put', 405, '/page.js', { 'Content-Length': 3 }, 'PUT', 'x=1'],
    ['options', 405, '/', {}, 'OPTIONS'],
  ];
  for (const [what, status, ...request] of rows) {
    const answer = await ask(address, ...request);
    expect(answer.status === status, `${what}: ${status}, not ${answer.status}`);
    expect(answer.status !== 200 || /^Cache-Control: no-store\r$/m.test(answer.text), `${what}: nothing is kept`);
    expect(answer.status !== 200 || /^X-Content-Type-Options: nosniff\r$/m.test(answer.text), `${what}: nothing is guessed`);
    expect(!/root:/.test(answer.text), `${what}: no file is told`);
  }
  const { text } = await ask(address, '/');
  const policy = text.match(/^Content-Security-Policy: (.*)\r$/m)?.[1] ?? '';
  expect(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';") && !policy.includes('unsafe'), `the policy is strict: ${policy}`);
}

// Whatever is sent, the next who asks is answered; so are those who ask while many are connected.
async function expectPatience(address) {
  const { hostname, port, host } = new URL(address);
  const odd = ['', '\r\n\r\n', 'GET\r\n\r\n', `GET / HTTP/9.9\r\nHost: ${host}\r\n\r\n`, `GET ${'/x'.repeat(30000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, `GET / HTTP/1.1\r\nHost: ${host}\r\n${'X: y\r\n'.repeat(9000)}\r\n`,
    `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`, `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 99999999999999999999\r\n\r\n`, `GET / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, '\u0000\u0001\u00ff'.repeat(5000), `GET / HTTP/1.1\r\nHost: ${host}`];
  const sockets = [];
  for (const text of [...odd, ...odd]) {
    const socket = net.connect(port, hostname);
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.write(text, 'latin1');
    sockets.push(socket);
  }
  await pause(300);
  expect((await ask(address, '/')).status === 200, 'after odd requests the page is there');
  const half = sockets.splice(0);
  for (const socket of half) socket.destroy();
  for (let i = 0; i < 60; i++) { // pages that are closed again leave their places
    const socket = net.connect(port, hostname);
    socket.on('error', () => {});
    socket.write(`GET /events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await new Promise((done) => { socket.once('data', done); socket.once('close', done); });
    socket.destroy();
  }
  await pause(200);
  expect((await ask(address, '/events')).status === 200, 'after many pages came and went there is room for one more');
}

// ---- the reader ----

class Reader {
  constructor(page) {
    this.page = page;
  }

  value(expression) {
    return this.page.value(expression);
  }

  // Waits until it is so.
  async until(expression, what) {
    for (let i = 0; i < 1600; i++) {
      if (await this.value(`Boolean(${expression})`)) return true;
      await pause(25);
    }
    expect(false, `${what} (${expression})`);
    return false;
  }

  async key(key, code = key, keyCode = 0, text = undefined) {
    const event = { key, code, windowsVirtualKeyCode: keyCode };
    await this.page.ask('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', text, ...event });
    await this.page.ask('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  async click(selector) {
    const { x, y } = await this.value(`(() => { const b = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()`);
    for (const type of ['mousePressed', 'mouseReleased']) await this.page.ask('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  }
}

const svg = 'document.getElementById("sheet").shadowRoot.querySelector("svg")';
const shows = (text) => `${svg}?.textContent.includes(${JSON.stringify(text)})`;
const place = '(() => { const s = document.getElementById("stage"); return [document.querySelector("[role=tab][aria-selected=true]")?.textContent, document.documentElement.dataset.theme, document.documentElement.dataset.look, document.getElementById("percent").textContent, Math.round(s.scrollLeft), Math.round(s.scrollTop), window.same].join(); })()';

// What is edited is drawn in place; mistakes stand over the last good figure.
async function expectFollowed(reader) {
  await reader.until(shows('may join'), 'the figure is there');
  await reader.until('document.getElementById("state-text").textContent === "Up to date"', 'it says that all is well');
  expect(await reader.value('document.title') === 'pact.yaml', 'the title is the file');
  await reader.value('window.same = "the same page"');
  await reader.click('#tabs button:nth-child(2)');
  await reader.until(shows('The members'), 'the other tab shows its view');
  await reader.click('[name=theme][value=dark]');
  for (let i = 0; i < 5; i++) await reader.click('#larger');
  await reader.value('document.getElementById("stage").scrollTo(70, 90)');
  await reader.value(`${svg}.querySelector('.legend, a') && ${svg}.querySelector('a').focus({ preventScroll: true })`);
  await pause(100);
  const before = await reader.value(place);
  expect(/^members,dark,dark,\d+\u00a0%,70,90,the same page$/.test(before), `the reader has a place: ${before}`);
  const ink = await reader.value(`getComputedStyle(${svg}.querySelector('.f-ink')).fill`);
  expect(ink === 'rgb(232, 237, 244)', `the figure is dark: ${ink}`);

  edit('Bland', 'Boland');
  await reader.until(shows('Boland'), 'an edit is seen');
  expect(await reader.value(place) === before, `the place is kept: ${await reader.value(place)}, not ${before}`);
  expect(await reader.value('document.getElementById("sheet").shadowRoot.activeElement?.localName') === 'a', 'the focus stays in the figure');
  expect((await reader.value('document.getElementById("quiet").textContent')).includes('anew'), 'it is said that it is drawn anew');

  edit('status: proposed', 'status: propsed');
  await reader.until('!document.getElementById("mistakes").hidden', 'a mistake is shown');
  const told = await reader.value('document.getElementById("mistakes").innerText');
  for (const part of ['pact.yaml:10:', '‘status’ cannot be ‘propsed’', 'cland -> pact', 'did you mean ‘proposed’', '1 mistake', 'last good figure']) expect(told.includes(part), `the mistake says ${part}: ${told}`);
  expect(await reader.value('document.querySelector("#mistakes mark").textContent') === 'propsed', 'what is wrong is marked');
  expect((await reader.value('document.querySelector("[role=alert]").textContent')).startsWith('1 mistake. pact.yaml, line 10:'), 'it is said aloud');
  expect(await reader.value(shows('Boland')), 'the last good figure stays');
  expect(await reader.value('document.title') === '✗ pact.yaml', 'the title tells of it');
  expect(await reader.value(place) === before, 'the place is kept over a mistake');

  edit('status: propsed', 'status: proposed');
  await reader.until('document.getElementById("mistakes").hidden', 'what is mended is not told any more');
  expect(await reader.value('document.getElementById("quiet").textContent').then((t) => t.includes('Mended')), 'it is said that it is mended');
  expect(await reader.value(place) === before, 'the place is kept after the mending');

  edit('views:\n', 'views:\n  hopes: {title: The hopes, status: proposed}\n');
  await reader.until('document.querySelectorAll("[role=tab]").length === 3', 'a new view gets a tab');
  expect(await reader.value('[...document.querySelectorAll("[role=tab]")].map((t) => t.textContent).join()') === 'whole,hopes,members', 'in the order of the file');
  expect(await reader.value(place) === before, 'the place is kept when a tab comes');
  await reader.click('#tabs button:nth-child(2)');
  await reader.until(shows('The hopes'), 'and shows it');
  edit('  hopes: {title: The hopes, status: proposed}\n', '');
  await reader.until('document.querySelectorAll("[role=tab]").length === 2', 'a view that goes takes its tab along');
  await reader.until(shows('A pact'), 'then the first is shown');
}

async function expectSwitches(reader) {
  await reader.click('[name=theme][value=print]');
  await reader.until(`${svg}.querySelector('.title text').getAttribute('fill') === '#000000'`, 'print is without colour');
  await reader.click('[name=theme][value=light]');
  await reader.until(`getComputedStyle(${svg}.querySelector('.f-ink')).fill === 'rgb(22, 32, 46)'`, 'light is light');
  const widths = {};
  for (const width of ['page', 'column', 'phone', 'window']) {
    await reader.click(`[name=width][value=${width}]`);
    await pause(50);
    widths[width] = await reader.value('document.getElementById("sheet").getBoundingClientRect().width');
  }
  expect(Math.abs(widths.page - 793.7) < 1 && Math.abs(widths.phone - 360) < 1 && widths.column < 605, `widths are those of paper and telephone: ${JSON.stringify(widths)}`);
  const size = await reader.value('document.getElementById("percent").textContent');
  await reader.page.ask('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 450, y: 350, deltaX: 0, deltaY: -240, modifiers: 2 });
  await reader.until(`document.getElementById("percent").textContent !== ${JSON.stringify(size)}`, 'the wheel zooms');
  const touched = await reader.value('document.getElementById("percent").textContent');
  for (const apart of [60, 90, 120]) await reader.page.ask('Input.dispatchTouchEvent', { type: apart === 60 ? 'touchStart' : 'touchMove', touchPoints: [{ x: 400 - apart, y: 350, id: 1 }, { x: 400 + apart, y: 350, id: 2 }] });
  await reader.page.ask('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  const pinched = await reader.value('document.getElementById("percent").textContent');
  expect(Math.abs(parseInt(pinched, 10) / parseInt(touched, 10) - 2) < 0.05, `two fingers zoom: from ${touched} to ${pinched}`);
  const from = await reader.value('document.getElementById("stage").scrollTop');
  for (const [type, y] of [['mousePressed', 400], ['mouseMoved', 360], ['mouseMoved', 340], ['mouseReleased', 340]]) await reader.page.ask('Input.dispatchMouseEvent', { type, x: 300, y, button: 'left', buttons: 1, clickCount: 1 });
  const to = await reader.value('document.getElementById("stage").scrollTop');
  expect(to - from === 60, `the mouse moves the figure: from ${from} to ${to}`);
  await reader.click('#show-words');
  expect((await reader.value('document.getElementById("words").innerText')).includes('Cland may join The Pact'), 'it is told in words');
  await reader.click('#show-words');
  expect(await reader.value(`[...${svg}.querySelectorAll('a')].every((a) => a.target.baseVal === '_blank' && a.href.baseVal === 'https://example.org/treaty')`), 'links lead out of the page');
}

// Every text of the page, in both looks, stands out from what is behind it by 4.5:1 (WCAG 2.1, 1.4.3).
const contrasts = `(() => {
  const light = (c) => { const [r, g, b] = c.map((v) => (v <= 10.31 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05; };
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const poor = [], seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (seen.nextNode()) {
    const e = seen.currentNode.parentElement;
    if (!seen.currentNode.data.trim() || !e.checkVisibility() || e.closest('.unseen, noscript')) continue;
    const a = light(colour(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e).slice(0, 3)), ratio = Math.max(a, b) / Math.min(a, b);
    count++;
    if (ratio < 4.5) poor.push(seen.currentNode.data.trim() + ' ' + ratio.toFixed(1));
  }
  return { poor, count };
})()`;

async function expectReadable(reader) {
  edit('since: 2002, source: treaty', 'since: 2002');
  await reader.until('!document.getElementById("show-warnings").hidden', 'a warning is told');
  expect(await reader.value('document.getElementById("mistakes").hidden'), 'and is no mistake');
  await reader.click('#show-warnings');
  expect((await reader.value('document.getElementById("warnings").innerText')).includes('no source for the claim ‘bland -> pact’ [unsourced-claim]'), 'in full where it is asked for');
  edit('since: 2001', 'since: 200l');
  await reader.until('!document.getElementById("mistakes").hidden', 'a mistake is shown again');
  for (const theme of ['light', 'dark', 'print']) {
    await reader.click(`[name=theme][value=${theme}]`);
    const { poor, count } = await reader.value(contrasts);
    expect(count > 25 && poor.length === 0, `${theme}: of ${count} texts are hard to read: ${poor.join(', ')}`);
  }
  edit('since: 200l', 'since: 2001');
  edit('since: 2002', 'since: 2002, source: treaty');
  await reader.until('document.getElementById("mistakes").hidden', 'it is mended again');
  await reader.click('[name=theme][value=light]');
}

// All of it without a mouse.
async function expectKeys(reader) {
  const focus = 'document.activeElement.id || document.activeElement.value || document.activeElement.localName';
  await reader.value('document.activeElement.blur(), document.querySelector("h1").tabIndex = -1, document.querySelector("h1").focus()');
  const tab = () => reader.key('Tab', 'Tab', 9);
  await tab();
  expect(await reader.value(focus) === 'tab-0', `first come the tabs: ${await reader.value(focus)}`);
  await reader.key('ArrowRight', 'ArrowRight', 39);
  await reader.until(shows('The members'), 'an arrow changes the tab');
  expect(await reader.value(focus) === 'tab-1', 'and the focus goes along');
  await reader.key('ArrowRight', 'ArrowRight', 39);
  expect(await reader.value(focus) === 'tab-0', 'after the last comes the first');
  const ring = await reader.value('getComputedStyle(document.activeElement).outlineStyle');
  expect(ring === 'solid', `the focus is seen: ${ring}`);
  await tab();
  expect(await reader.value(focus) === 'light', 'then the colours, at the one that is chosen');
  await reader.key('ArrowRight', 'ArrowRight', 39);
  expect(await reader.value('document.documentElement.dataset.theme') === 'dark', 'an arrow changes them');
  await reader.key('ArrowLeft', 'ArrowLeft', 37);
  for (let i = 0; i < 5; i++) await tab();
  expect(await reader.value(focus) === 'stage', `then the figure: ${await reader.value(focus)}`);
  await reader.key('0', 'Digit0', 48, '0');
  const size = await reader.value('document.getElementById("percent").textContent');
  for (let i = 0; i < 6; i++) await reader.key('+', 'NumpadAdd', 107, '+');
  expect(await reader.value('parseInt(document.getElementById("percent").textContent)') > 3 * parseInt(size, 10), 'plus makes it larger');
  const from = await reader.value('document.getElementById("stage").scrollTop');
  await reader.key('ArrowDown', 'ArrowDown', 40);
  await reader.until(`document.getElementById("stage").scrollTop > ${from}`, 'arrows move it');
  await reader.key('0', 'Digit0', 48, '0');
  expect(await reader.value('document.getElementById("percent").textContent') === size, '0 makes it as it was');
  await tab();
  expect(await reader.value('document.getElementById("sheet").shadowRoot.activeElement?.localName') === 'a', 'then the links in it');
}

// ---- all of it ----

async function expectFreePort() {
  const taken = net.createServer();
  await new Promise((done) => { taken.listen(0, '127.0.0.1', done); });
  const { port } = taken.address();
  const watch = new Watch(['--port', `${port}`, 'pact.yaml']);
  const address = await watch.settled();
  expect(Number(new URL(address).port) > port, `another port than ${port}: ${address}`);
  expect(watch.said.includes(`(port ${port} is taken)`), `it says so: ${watch.said}`);
  expect((await ask(address, '/')).status === 200, 'and is there');
  expect(await watch.end() === 0, 'an interrupt ends it well');
  taken.close();
}

// While something is drawn that takes its time, requests are answered, and an interrupt ends all of it.
async function expectAnsweredAtOnce() {
  const watch = new Watch(['--serve', '--effort', 'best', large]);
  const address = await watch.address();
  for (let i = 0; i < 5; i++) {
    const start = Date.now();
    const [page, events] = [await ask(address, '/'), await ask(address, '/events')];
    expect(page.status === 200 && events.text.includes('"draws":true'), `it is answered while it draws: ${page.status}, ${events.text.slice(-200)}`);
    expect(Date.now() - start < 5000, `and soon: ${Date.now() - start} ms`);
  }
  const start = Date.now();
  expect(await watch.end() === 'SIGINT', 'an interrupt while it draws ends it as any program');
  expect(Date.now() - start < 10000, 'and soon');
}

async function expectOpened() {
  const opener = path.join(folder, 'bin', 'xdg-open'), opened = path.join(folder, 'opened');
  const told = `"$1" "$(cut -d ' ' -f 6 /proc/$$/stat)" "$$"`; // its session, which Ctrl-C does not reach
  fs.writeFileSync(opener, `#!/bin/sh\necho ${told} >'${opened}.new' && mv '${opened}.new' '${opened}'\n`, { mode: 0o755 });
  const watch = new Watch(['--open', 'pact.yaml'], { PATH: `${path.dirname(opener)}:/usr/bin:/bin` });
  const address = await watch.address();
  for (let i = 0; i < 400 && !fs.existsSync(opened); i++) await pause(25);
  const [shown, session, opening] = fs.existsSync(opened) ? fs.readFileSync(opened, 'utf8').trim().split(' ') : [];
  expect(shown === address, 'the browser is opened');
  expect(session && session === opening, 'in a session of its own, so that Ctrl-C ends the watch and not the browser');
  await watch.end();
  const bare = new Watch(['--open', 'pact.yaml'], { PATH: folder });
  await bare.settled();
  expect(bare.said.includes('there is no ‘xdg-open’'), `without one that is said: ${bare.said}`);
  expect(await bare.end() === 0, 'and it goes on');
}

async function expectUsage() {
  for (const [options, code, text] of [
    [['--serve', '--address', '203.0.113.7', 'pact.yaml'], 2, 'this machine has no address ‘203.0.113.7’'],
    [['--serve', '--port', '0', 'pact.yaml'], 2, '‘--port’ cannot be ‘0’'],
    [['--serve'], 2, 'nothing to watch'],
    [['--serve', '-'], 2, 'standard input'],
    [['pact.yaml'], 2, '--serve'],
  ]) {
    const watch = new Watch(options);
    const ended = await watch.ended;
    expect(ended === code && watch.said.includes(text), `${options.join(' ')}: ${ended}, ${watch.said}`);
  }
}

async function expectBoth() {
  const watch = new Watch(['--serve', 'pact.yaml', '-o', path.join(folder, 'pact.svg')]);
  const address = await watch.address();
  for (let i = 0; i < 400 && !watch.said.includes('drawn'); i++) await pause(25);
  expect(fs.existsSync(path.join(folder, 'pact.svg')), 'with -o the file is written too');
  expect((await ask(address, '/')).status === 200, 'and the page is there');
  expect(await watch.end() === 0, 'and it ends well');
}

async function expectRead(browser) {
  let watch = new Watch(['--serve', '-Wunsourced-claim', 'pact.yaml']);
  const address = await watch.address(), { port } = new URL(address);
  const page = await browser.open(address), complaints = [];
  const take = browser.take.bind(browser);
  browser.take = (message) => {
    if (message.method === 'Runtime.exceptionThrown') complaints.push(message.params.exceptionDetails.text);
    if (message.method === 'Log.entryAdded' && message.params.entry.source === 'security') complaints.push(message.params.entry.text);
    take(message);
  };
  await page.ask('Runtime.enable');
  await page.ask('Log.enable');
  const reader = new Reader(page);
  await expectFollowed(reader);
  await expectSwitches(reader);
  await expectReadable(reader);
  await expectKeys(reader);
  await expectGuarded(address);
  await expectPatience(address);

  const before = await reader.value(place);
  expect(await watch.end('SIGKILL') === 'SIGKILL', 'it is killed');
  await reader.until('document.documentElement.dataset.state === "lost"', 'a lost connection is shown');
  expect((await reader.value('document.querySelector("[role=alert]").textContent')).includes('connection is lost'), 'and said aloud');
  edit('Aland', 'Oland');
  watch = new Watch(['--serve', '--port', port, 'pact.yaml']);
  expect(await watch.address() === address, 'it begins again at the same port');
  await reader.until(shows('Oland'), 'the page goes on');
  await reader.until('document.documentElement.dataset.state === "good"', 'and says that all is well');
  expect(await reader.value(place) === before, `the place is kept: ${await reader.value(place)}, not ${before}`);
  const start = Date.now();
  expect(await watch.end() === 0, 'with pages open an interrupt ends it well');
  expect(Date.now() - start < 10000, 'and soon');
  await reader.until('document.getElementById("state-text").textContent.includes("has ended")', 'the page says so');
  expect(complaints.length === 0, `nothing is wrong in the page: ${complaints}`);
}

const browser = new Browser(chromium, folder);
setTimeout(() => { console.log('not so: it ends'); browser.process.kill('SIGKILL'); process.exit(1); }, 600000).unref();
try {
  save(whole);
  await expectRead(browser);
  await expectFreePort();
  await expectAnsweredAtOnce();
  await expectOpened();
  await expectUsage();
  expect(fs.readdirSync(networks).join() === 'pact.yaml', `nothing is written: ${fs.readdirSync(networks)}`);
  await expectBoth();
} finally {
  await browser.end();
}
console.log(failed ? `${failed} not so` : 'all so');
process.exit(failed ? 1 : 0);
