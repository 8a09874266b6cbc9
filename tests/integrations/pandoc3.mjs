// pandoc3.mjs PACKAGE FILTER PAGE OUTPUT [OPTIONS]    a page made by pandoc 3, which Debian 12 does not have
//
// PACKAGE is the folder of pandoc-wasm: the official pandoc, compiled to WebAssembly. It can start no program, so that
// pandoc.pipe opens a file here whose name is the call. Files of the working folder are there to be read. OPTIONS are
// JSON, as in a defaults file. The exit code is that of the filter.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, filter, page, output, options = '{}'] = process.argv.slice(2);
const shim = createRequire(path.join(folder, 'src/core.js')).resolve('@bjorn3/browser_wasi_shim');
const { File, OpenFile, PreopenDirectory } = await import(pathToFileURL(shim));
const figures = fs.mkdtempSync(path.join(os.tmpdir(), 'pandoc3-'));

const bridge = `
pandoc.pipe = function (program, arguments, input)
  local call = table.concat(pandoc.List {program, input} .. arguments, '\\1')
  local file = assert(io.open('call-' .. call:gsub('.', function (c) return ('%02x'):format(c:byte()) end)))
  local code, answer = file:read('n', 'a')
  if code ~= 0 then error {command = program, error_code = code, output = answer} end
  return answer
end
pandoc.system.with_temporary_directory = function (_, action) return action(${JSON.stringify(figures)}) end
os.getenv = function () return ${JSON.stringify(process.env.ENTENTE)} end
return dofile 'filter.lua'
`;

function called(hex) {
  const [program, input, ...words] = Buffer.from(hex, 'hex').toString().split('\x01');
  fs.writeFileSync(path.join(figures, 'input'), input);
  const { status, stdout } = spawnSync(program, words, { stdio: [fs.openSync(path.join(figures, 'input')), 'pipe', 'inherit'], encoding: 'utf8' });
  return `${status} ${stdout}`;
}

const open = PreopenDirectory.prototype.path_open;
PreopenDirectory.prototype.path_open = function pathOpen(flags, name, ...rest) {
  const given = (bytes) => ({ ret: 0, fd_obj: new OpenFile(new File(bytes, { readonly: true })) });
  if (name.startsWith('call-')) return given(Buffer.from(called(name.slice(5))));
  const here = name.startsWith(figures.slice(1)) ? `/${name}` : name;
  if (here !== '.' && !this.dir.contents.has(name) && fs.statSync(here, { throwIfNoEntry: false })?.isFile()) return given(fs.readFileSync(here));
  return open.call(this, flags, name, ...rest);
};

let code = 0;
try {
  const { convert } = await import(pathToFileURL(path.join(folder, 'src/index.node.js')));
  const asked = { 'input-files': [page], 'output-file': output, filters: ['bridge.lua'], standalone: true, ...JSON.parse(options) };
  const made = await convert(asked, null, { 'bridge.lua': bridge, 'filter.lua': fs.readFileSync(filter, 'utf8'), [page]: fs.readFileSync(page, 'utf8') });
  if (made.files[output]) fs.writeFileSync(output, Buffer.from(await made.files[output].arrayBuffer()));
  process.stderr.write(made.stderr);
  if (!made.files[output]) code = 1;
} catch (ended) {
  if (ended.code === undefined) throw ended;
  code = ended.code;
}
fs.rmSync(figures, { recursive: true });
process.exit(code);
