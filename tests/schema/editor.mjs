// editor.mjs SERVER FOLDER    asks yaml-language-server, over standard input and output, what an editor would ask
//
// FOLDER holds network.schema.json and networks. Prints what is not as expected; exit 1 where there is such.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [server, folder] = process.argv.slice(2);
const modeline = '# yaml-language-server: $schema=network.schema.json\n';
const verbose = process.env.VERBOSE;
let failed = 0;

function expect(holds, what) {
  if (!holds) {
    failed += 1;
    console.log(`not so: ${what}`);
  }
}

// ---- the protocol ----

const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const waiting = new Map(); // id -> what to do with the answer
const diagnosed = new Map(); // address of a document -> what to do with what is wrong in it
let pending = Buffer.alloc(0);
let last = 0;

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function ask(method, params) {
  last += 1;
  const id = last;
  send({ id, method, params });
  return new Promise((resolve) => waiting.set(id, resolve));
}

function hear(message) {
  if (message.method === 'workspace/configuration') {
    const yaml = { validate: true, completion: true, hover: true, schemaStore: { enable: false } };
    send({ id: message.id, result: message.params.items.map(({ section }) => (section === 'yaml' ? yaml : null)) });
  } else if (message.method === 'textDocument/publishDiagnostics') {
    diagnosed.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.error ?? message.result);
    waiting.delete(message.id);
  }
}

child.stdout.on('data', (bytes) => {
  pending = Buffer.concat([pending, bytes]);
  for (;;) {
    const head = pending.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(pending.subarray(0, head))[1]);
    if (pending.length < head + 4 + length) return;
    const body = pending.subarray(head + 4, head + 4 + length);
    pending = pending.subarray(head + 4 + length);
    hear(JSON.parse(body));
  }
});

// ---- documents ----

let documents = 0;

// Opens a document and waits until it was looked at; what is wrong in it comes along.
function open(text) {
  documents += 1;
  const uri = pathToFileURL(`${folder}/document-${documents}.yaml`).href;
  const problems = new Promise((resolve) => diagnosed.set(uri, resolve));
  send({
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'yaml', version: 1, text: modeline + text } },
  });
  return problems.then((found) => ({ uri, found }));
}

// The place of the sign that marks it, and the text without.
function marked(text) {
  const before = text.slice(0, text.indexOf('▮')).split('\n');
  return {
    plain: text.replace('▮', ''),
    position: { line: before.length, character: before.at(-1).length }, // below the modeline
  };
}

async function proposals(text) {
  const { plain, position } = marked(text);
  const { uri } = await open(plain);
  const answer = await ask('textDocument/completion', { textDocument: { uri }, position });
  const items = answer.items ?? answer;
  if (verbose) console.log(JSON.stringify(text), items.map((item) => [item.label, item.insertText]));
  return items;
}

async function expectProposals(text, some, none = []) {
  const labels = (await proposals(text)).map((item) => item.label);
  for (const label of some) expect(labels.includes(label), `‘${label}’ is proposed at ${JSON.stringify(text)}: ${labels}`);
  for (const label of none) expect(!labels.includes(label), `‘${label}’ is not proposed at ${JSON.stringify(text)}`);
}

async function expectHover(text, words) {
  const { plain, position } = marked(text);
  const { uri } = await open(plain);
  const answer = await ask('textDocument/hover', { textDocument: { uri }, position });
  const said = answer?.contents?.value ?? '';
  if (verbose) console.log(JSON.stringify(text), '\n', said);
  for (const word of words) expect(said.includes(word), `${JSON.stringify(text)} tells ‘${word}’: ${said}`);
}

async function expectProblems(text, lines) {
  const { found } = await open(text);
  const told = found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
  if (verbose) console.log(told);
  expect(
    JSON.stringify(found.map(({ range }) => range.start.line + 1).sort((a, b) => a - b)) === JSON.stringify(lines),
    `what is wrong stands in the lines ${lines} of\n${text}\n${told.join('\n')}`,
  );
}

// ---- what is asked ----

const noise = ['true', 'false', 'null'];
const nodes = 'nodes:\n  countries:\n    a: A\n    b: B\n';

async function main() {
  await ask('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      textDocument: { completion: { completionItem: { snippetSupport: true } }, hover: { contentFormat: ['markdown'] } },
      workspace: { configuration: true },
    },
  });
  send({ method: 'initialized', params: {} });

  await expectProposals('▮', ['title', 'as_of', 'sources', 'kinds', 'nodes', 'edges', 'views']);
  await expectProposals('nodes:\n  ▮', ['countries', 'agreements', 'technologies', 'people', 'events']);
  await expectProposals('nodes:\n  countries:\n    a:\n      name: A\n      ▮', ['note', 'since', 'source', 'emphasis'], ['name', 'relation']);
  await expectProposals('nodes:\n  countries:\n    a: {name: A, s▮}', ['since', 'status']);
  await expectProposals('nodes:\n  ministries:\n    a:\n      name: A\n      emphasis: ▮', ['strong', 'normal', 'muted'], noise);
  await expectProposals('title: ▮', [], noise);
  await expectProposals('as_of: ▮', [], noise);
  await expectProposals(`${nodes}edges:\n  - a -> b: ▮`, ['member', 'allied-with', 'opposes'], noise);
  await expectProposals(`${nodes}edges:\n  - a -> b: {relation: ▮}`, ['member', 'has-pillar'], noise);
  await expectProposals(`${nodes}edges:\n  - a -> b:\n      relation: member\n      ▮`, ['label', 'status', 'quote'], ['from']);
  await expectProposals(`${nodes}edges:\n  - a -> b: {label: x, status: ▮}`, ['active', 'planned', 'proposed', 'disputed', 'ended'], noise);
  await expectProposals(`${nodes}edges:\n  - from: a\n    ▮`, ['to', 'relation', 'since']);
  await expectProposals(`${nodes}edges:\n  - ▮`, ['from']);
  await expectProposals('kinds:\n  ministries:\n    label: Ministry\n    ▮', ['color', 'shape']);
  await expectProposals('kinds:\n  ministries:\n    label: Ministry\n    color: ▮', ['teal', 'gray'], noise);
  await expectProposals('kinds:\n  ministries:\n    label: Ministry\n    shape: ▮', ['box', 'hexagon'], noise);
  await expectProposals('relations:\n  hosts:\n    tone: ▮', ['neutral', 'cooperative', 'adversarial'], noise);
  await expectProposals('relations:\n  ▮', ['member', 'counters']);
  await expectProposals('views:\n  one:\n    ▮', ['focus', 'depth', 'only', 'hide_relations', 'page']);
  await expectProposals('views:\n  one:\n    only: ▮', ['countries', 'people'], noise);
  await expectProposals('views:\n  one:\n    hide: [countries, ▮]', ['people'], noise);
  await expectProposals('views:\n  one:\n    ended: ▮', ['hide', 'show'], noise);
  await expectProposals('sources:\n  s:\n    ▮', ['title', 'publisher', 'date', 'url']);

  await expectHover('ti▮tle: A network', ['What the figure is called.']);
  await expectHover('no▮des:\n  countries:\n    a: A', ['Who and what the network is of']);
  await expectHover('nodes:\n  coun▮tries:\n    a: A', ['Country']);
  await expectHover('nodes:\n  countries:\n    a: {name: A, si▮nce: 2021}', ['When it began.', '2021-09']);
  await expectHover('nodes:\n  countries:\n    a: {name: A, sta▮tus: planned}', ['in force', '`planned`: agreed, not in force yet']);
  await expectHover(`${nodes}edges:\n  - a -> b: {rela▮tion: member}`, ['What joins the two']);
  await expectHover('views:\n  one:\n    dep▮th: 2', ['steps from the focus']);

  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml')))
    await expectProblems(readFileSync(`${folder}/${name}`, 'utf8'), []);
  await expectProblems('title: T\nlang: no\nas_of: 2021\nnodes:\n  countries: {NO: Norway, y: 1e3, on: yes}\n', []);
  await expectProblems('titel: T\nas_of: 2021-13\n', [2, 3]);
  await expectProblems('nodes:\n  countries:\n    a: {name: A, status: propsed}\n    b: {note: B}\n    c d: C\n', [4, 5, 6]);
  await expectProblems(`${nodes}edges:\n  - a => b: member\n  - a -> b: {relation: member, start: 2021}\n`, [7, 8]);
  await expectProblems('kinds:\n  ministries: {color: orange}\nedges:\n  a -> b: member\n', [3, 3, 5]);

  await ask('shutdown', null);
  send({ method: 'exit' });
  console.log(failed ? `${failed} answers are not as they should be` : 'the editor answers as it should');
  process.exit(failed ? 1 : 0);
}

setTimeout(() => {
  console.log('the server does not answer');
  child.kill();
  process.exit(1);
}, 120000).unref();
main();
