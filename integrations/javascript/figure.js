// What a page asks for, and the one call that draws it. ../README.md has what all adapters have in common.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {import('./index.js').Settings} Settings
 * @typedef {{ options: string[], caption?: string, id?: string, classes: string[], tip?: string }} Asked
 * @typedef {{ page?: string, source: string, line: number }} Place    where in the source (from line 1) of which page
 * @typedef {{ file: string } | { text: string }} Network
 */

export const alone = 'a figure stands in a paragraph of its own; options stand right behind it, in braces';

/** Reads `view=pillar-2 only=countries,agreements caption="In 2024" #id .class`. @param {string} text @param {Place} place @returns {Asked} */
export function readOptions(text, place) {
  /** @type {Asked} */
  const asked = { options: [], classes: [] };
  let goesOn = false; // behind a comma, a word belongs to the list before it
  for (const [, gap, name, double, single, bare] of text.matchAll(/([\s,]*)([^\s,=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s,]*)))?/g)) {
    const value = double ?? single ?? bare;
    if (/^["']/.test(bare ?? '')) throw mistake(place, `the value of ‘${name}’ has no end`);
    goesOn &&= value === undefined && gap.includes(',');
    if (goesOn) asked.options.push(`${asked.options.pop()},${name}`);
    else if (name === 'caption') asked.caption = value ?? '';
    else if (name.startsWith('#')) asked.id = name.slice(1);
    else if (name.startsWith('.')) asked.classes.push(name.slice(1));
    else asked.options.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    goesOn ||= value !== undefined && name !== 'caption';
  }
  return asked;
}

/** The options of a fence, from what follows its marks; undefined where it is not ours. @param {string} info */
export function fenceOptions(info) {
  const [, braces, plain] = info.trim().match(/^(?:\{\s*\.entente(?=[\s}])([^]*)\}|entente(?=[\s,{]|$)([^]*))$/) ?? [];
  return braces ?? plain?.replace(/^\s*\{([^]*)\}$/, '$1');
}

/** The file that an address names, and the options in it (`net.yaml?view=pillar-2`). @param {string} address */
export function networkAt(address) {
  const [, file, query] = address.match(/^([^?#]+\.ya?ml)(?:\?(.*))?$/) ?? [];
  const said = [...new URLSearchParams(query)].map(([name, value]) => (value ? `${name}="${value}"` : name));
  return file ? { file: decodeURI(file), options: said.join(' ') } : undefined;
}

/** The line in the page’s file: builders cut off its head, and fill in templates. @param {Place} place */
function lineInFile({ page, source, line }) {
  const text = page && fs.existsSync(page) ? fs.readFileSync(page, 'utf8').replace(/\r\n?/g, '\n').trimEnd() : source;
  if (text.endsWith(source.trimEnd())) return line + text.slice(0, text.length - source.trimEnd().length).split('\n').length - 1;
  const same = text.split('\n').indexOf(source.split('\n')[line - 1]);
  return same < 0 ? line : same + 1;
}

/** The text as far to the right as it stands in the page, so that messages have its columns too. @param {Place} place @param {string} text */
function indented({ source, line }, text) {
  const column = (source.split('\n')[line] ?? '').indexOf(text.split('\n')[0]);
  return column < 1 || /^(---|\.\.\.|%)/m.test(text) ? text : text.replace(/^(?=.)/gm, ' '.repeat(column));
}

/** The page as messages name it. @param {Place} place */
const nameOf = ({ page }) => (page ? path.relative('', page) : 'page.md');

/** A mistake of the page at its place: where this package found it is of no use. @param {Place} place @param {string} what */
export function mistake(place, what) {
  const error = new Error(`${nameOf(place)}:${lineInFile(place)}: error: ${what}`);
  error.stack = error.message;
  return error;
}

/**
 * Draws a figure as SVG, and hands over which files it rests on, whatever comes of it.
 * @param {Settings} settings @param {Place} place @param {Asked} asked @param {Network} network
 * @param {(files: string[]) => void} depends
 * @returns {string}
 */
export function draw(settings, place, asked, network, depends) {
  const program = settings.program ?? (process.env.ENTENTE || 'entente');
  const [input, ...where] = 'file' in network
    ? ['', path.join(path.dirname(nameOf(place)), network.file)]
    : [indented(place, network.text), '--at', `${nameOf(place)}:${lineInFile(place) + 1}`];
  const fixed = Object.entries(settings.options ?? {}).map(([name, value]) => `--${name}=${value}`);
  const { stdout, stderr, status, error } = spawnSync(program, ['embed', ...fixed, ...asked.options, ...where], {
    input, encoding: 'utf8', maxBuffer: 1 << 28,
  });
  if (error) throw mistake(place, `‘${program}’ does not run: ${error.message}`);
  const answer = JSON.parse(stdout || '{"depends": []}');
  depends(answer.depends);
  if (status !== 0) throw mistake(place, `the figure that begins here cannot be drawn\n${stderr.trimEnd()}`);
  process.stderr.write(stderr); // warnings
  return answer.outputs[0].text;
}

/** What the figure has besides. @param {Asked} asked @returns {Record<string, string>} */
export function attributes({ classes, id, tip }) {
  return { class: ['entente', ...classes].join(' '), ...(id && { id }), ...(tip && { title: tip }) };
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML, also in attributes. @param {string} text */
export const escaped = (text) => text.replace(/[&<>"]/g, (c) => entities[/** @type {'&'} */ (c)]);
