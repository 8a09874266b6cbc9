// mdbook_like.mjs BOOK VERSION [THEME]    builds the book in the folder BOOK into BOOK/book, as far as mdBook matters here
//
// Chapters go through the preprocessor of book.toml as mdBook VERSION has it, and then through cmark. mdBook itself is in no
// registry that these tests reach; where it is on the PATH, they use it instead. Exit 1 where the preprocessor fails.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [book, version, theme = 'light'] = process.argv.slice(2);
const root = path.resolve(book);
const is_old = Number(version.split('.')[1]) < 5;
const config = fs.readFileSync(`${root}/book.toml`, 'utf8');
const command = config.match(/^command = "(.*)"$/m)[1];

// "- [Title](file.md)" and "- [Title]()", indented by two for each step down.
function chapters(summary) {
  const top = [];
  const open = [{ depth: -1, items: top, names: [] }];
  for (const [, blanks, name, file] of summary.matchAll(/^( *)- \[(.*)\]\((.*)\)$/gm)) {
    while (open.at(-1).depth >= blanks.length) open.pop();
    const { items, names } = open.at(-1);
    const chapter = {
      name,
      content: file ? fs.readFileSync(`${root}/src/${file}`, 'utf8') : '',
      number: [...(items.parent ?? []), items.length + 1],
      sub_items: [],
      path: file || null,
      source_path: file || null,
      parent_names: names,
    };
    chapter.sub_items.parent = chapter.number;
    items.push({ Chapter: chapter });
    open.push({ depth: blanks.length, items: chapter.sub_items, names: [...names, name] });
  }
  return top;
}

function preprocess(...words) {
  const input = words.length ? undefined : JSON.stringify([
    { root, config: { book: { src: 'src' }, preprocessor: { entente: { command } } }, renderer: 'html', mdbook_version: version },
    is_old ? { sections: items, __non_exhaustive: null } : { items },
  ]);
  // mdBook stays in its folder up to 0.4, and goes into that of the book from 0.5 on.
  return spawnSync(command.split(' ')[0], [...command.split(' ').slice(1), ...words], {
    input, cwd: is_old ? process.cwd() : root, stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 1 << 28,
  });
}

function render(all) {
  for (const { Chapter: chapter } of all.filter((item) => item.Chapter)) {
    if (chapter.path) {
      const { stdout } = spawnSync('cmark', ['--unsafe'], { input: chapter.content, maxBuffer: 1 << 28 });
      const file = `${root}/book/${chapter.path.replace(/\.md$/, '.html')}`;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, `<!DOCTYPE html>\n<html lang="en" class="${theme}">\n<head><meta charset="utf-8"><title>${chapter.name}</title>\n${style}</head>\n<body><main>\n${stdout}</main></body>\n</html>\n`);
    }
    render(chapter.sub_items);
  }
}

// The five themes of mdBook, as far as colours behind a figure go.
const style = `<style>
  html { background: #fff; color: #000; color-scheme: light; font: 16px/1.45 "Open Sans", sans-serif; }
  html.rust { background: #e1e1db; color: #262625; }
  html.coal { background: #141617; color: #98a3ad; color-scheme: dark; }
  html.navy { background: #161923; color: #bcbdd0; color-scheme: dark; }
  html.ayu { background: #0f1419; color: #c5c5c5; color-scheme: dark; }
  main { max-width: 750px; margin: 0 auto; padding: 0 15px; }
</style>
`;

const items = chapters(fs.readFileSync(`${root}/src/SUMMARY.md`, 'utf8'));
if (preprocess('supports', 'html').status !== 0) process.exit(1);
const done = preprocess();
if (done.status !== 0) process.exit(1);
const back = JSON.parse(done.stdout);
render(is_old ? back.sections : back.items);
