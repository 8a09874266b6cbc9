// What the plug-ins make of pages. javascript.sh runs it with `node --test`, in a folder with the builders and networks/.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { markdownIt, remark } from 'entente-markdown';
import MarkdownIt from 'markdown-it';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const byMarkdownIt = (text, settings) => new MarkdownIt({ typographer: true }).use(markdownIt, { page: () => 'page.md', ...settings }).render(text, {});
const byRemark = (value, settings) => String(unified().use(remarkParse).use(remark, settings).use(remarkRehype).use(rehypeStringify).processSync({ path: 'page.md', value }));
const withoutDrawing = (html) => html.replace(/<svg[^]*?<\/svg>\s*/g, '<svg>');

for (const [name, render] of Object.entries({ 'markdown-it': byMarkdownIt, remark: byRemark })) {
  const shows = (text, html, settings) => assert.ok(withoutDrawing(render(text, settings)).replace(/\n/g, '').includes(html), withoutDrawing(render(text, settings)));
  const draws = (text, svg) => assert.match(render(text), svg);
  const fails = (text, what, settings) => assert.throws(() => render(text, settings), (error) => what.test(error.message) || assert.fail(error.message));
  const net = 'nodes: {countries: {a: A}, agreements: {b: B}}\n';

  test(`${name}: a fence is a figure`, () => {
    for (const info of ['entente', ' entente ', 'entente only=countries', '{.entente}', '{ .entente theme=light }', 'entente {theme="light"}', 'entente,theme=light']) shows(`\`\`\`${info}\n${net}\`\`\`\n`, '<figure class="entente"><svg></figure>');
    shows(`~~~entente caption="A & B, too" #c .d .e\n${net}~~~\n`, ' class="entente d e"');
    shows(`~~~entente caption="A & B, too" #c .d\n${net}~~~\n`, ' id="c"');
    for (const info of ['ententes', 'yaml', '', 'yaml entente', '.entente']) shows(`\`\`\`${info}\na\n\`\`\`\n`, '<pre>');
  });

  test(`${name}: options are those of the program, and lists may have commas`, () => {
    draws(`\`\`\`entente id-prefix=one\n${net}\`\`\``, /id="one"/);
    assert.doesNotMatch(render(`\`\`\`entente,hide=agreements,countries,id-prefix=x,isolated=show\nnodes: {countries: {a: A}, agreements: {b: B}, people: {c: C}}\n\`\`\``), /x-node-[ab]/);
    draws('![](networks/nordic.yaml?view=finland&id-prefix=two)', /id="two"[^]*The day that Finland joined/);
    draws('![](networks/nordic.yaml){view="finland" id-prefix=\'two\'}', /id="two"[^]*The day that Finland joined/);
    assert.match(render(`\`\`\`entente\n${net}\`\`\``, { options: { 'id-prefix': 'all' } }), /id="all"/);
  });

  test(`${name}: an image of a network is a figure, with its caption`, () => {
    shows('![Two & two](networks/nordic.yaml)', 'Two &#x26; two</figcaption></figure>'.replace('&#x26;', name === 'remark' ? '&#x26;' : '&amp;'));
    shows('![](networks/nordic.yaml "A tip")', '<figure class="entente" title="A tip"><svg></figure>');
    shows('![a](networks/nordic.yaml){caption="b" .wide}', '<figure class="entente wide"><svg><figcaption>b</figcaption></figure>');
    draws('![](networks/nordic.yaml){alt="Told by <us>"}', /<desc id="[^"]+">Told by (&lt;|&#x3C;)us(&gt;|>)<\/desc>/);
    shows('1. > - ![](networks/nordic.yaml)\n', '<li><figure class="entente"><svg></figure></li>');
    assert.equal(render('![](networks/nordic.yaml)\n\n![a](networks/nordic.yaml)\n\n```entente\nnodes: {countries: {a: A}}\n```\n\n![](networks/nordic.yaml)').split('<figure').length, 5);
    for (const text of ['![](a.svg)', '[a](networks/nordic.yaml)', '`![](networks/nordic.yaml)`', '![](nordic.yaml.png)']) assert.doesNotMatch(render(text), /<figure/);
  });

  test(`${name}: mistakes have their place`, () => {
    fails(`a\n\n\`\`\`entente\n${net}edges: [a -> c: x]\n\`\`\`\n`, /page\.md:3: error: [^]*page\.md:5:14: error: there is no node ‘c’/);
    fails('1. > ```entente\n   > nodes: {countries: {a: A}}\n   >\n   > edges: [a -> c: x]\n   > ```\n', /page\.md:4:19: error: there is no node ‘c’/);
    fails('a\n\n![](networks/none.yaml)\n', /page\.md:3: error: [^]*networks\/none\.yaml/);
    fails('![](networks/nordic.yaml){theem=dark}\n', /page\.md:1: error: [^]*did you mean ‘--theme’/);
    fails('![](networks/nordic.yaml){caption="dark}\n', /page\.md:1: error: the value of ‘caption’ has no end/);
    fails('a\n\nb ![](networks/nordic.yaml) c\n', /page\.md:3: error: a figure stands in a paragraph of its own/);
    fails('![](networks/nordic.yaml) ![](networks/nordic.yaml)\n', /page\.md:1: error: a figure stands/);
    fails('# ![](networks/nordic.yaml)\n', /page\.md:1: error: a figure stands/);
    fails('[![](networks/nordic.yaml)](b)\n', /page\.md:1: error: a figure stands/);
    fails('![](networks/nordic.yaml)\n', /page\.md:1: error: ‘nobody’ does not run/, { program: 'nobody' });
  });

  test(`${name}: lines are those of the file, whatever was cut off or filled in`, () => {
    const page = () => 'head.md';
    fs.writeFileSync('head.md', `---\ntitle: x\n---\n\n{{ title }}\n\n\`\`\`entente\nnodse: {}\n\`\`\`\n`);
    fails('{{ title }}\n\n```entente\nnodse: {}\n```\n', /head\.md:7: error: [^]*head\.md:8:1:/, { page });
    fails('x\n\ny\n\nz\n\nx\n\n```entente\nnodse: {}\n```', /head\.md:7: error: [^]*head\.md:8:1:/, { page });
  });

  test(`${name}: what figures rest on is told, in a mistake too`, () => {
    const seen = [];
    const settings = { depends: (files, page) => seen.push([files, page?.replace(/.*\//, '')]) };
    render('![](networks/nordic.yaml)', settings);
    fails('```entente\ninclude: [networks/none.yaml]\n```', /none\.yaml/, settings);
    assert.deepEqual(seen, [[['networks/nordic.yaml'], 'page.md'], [['page.md', 'networks/none.yaml'], 'page.md']]);
  });
}

test('markdown-it: a caption is Markdown, and what stands behind is no typography', () => {
  const html = byMarkdownIt('![a *b* "c"](networks/nordic.yaml){title="D--e"}');
  assert.match(html, /<figcaption>a <em>b<\/em> “c”<\/figcaption>/);
  assert.match(html, />D--e</);
});

test('markdown-it: for Vue the drawing is a text of JavaScript', () => {
  const html = byMarkdownIt('![a](networks/nordic.yaml)\n\n```entente\nnodes: {countries: {a: A}}\n```\n\n![](networks/nordic.yaml)', { vue: true });
  assert.equal(html.split('<figure').length, 4);
  const [, json] = html.match(/^<figure class="entente" v-html="([^"]*)"><\/figure>$/m);
  assert.match(JSON.parse(json.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')), /^<svg [^]*<\/svg>\n<figcaption>a</);
});

test('remark: the tree is the drawing, element for element', () => {
  const plain = (html) => html.match(/<svg[^]*<\/svg>/)[0].replace(/>\n</g, '><').replace(/ *\/>/g, '/>').replace(/&#x27;/g, "'").replace(/&#x3C;/g, '&lt;').replace(/&#x26;/g, '&amp;').replace(/<(\w+)([^>]*)><\/\1>/g, '<$1$2/>');
  const text = '```entente\ntitle: "A & B < C"\nnodes: {countries: {a: "A \'b\'"}}\n```';
  assert.equal(plain(byRemark(text)), plain(byMarkdownIt(text)));
});
