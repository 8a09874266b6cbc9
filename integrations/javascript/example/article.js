// article.md -> _site/article.html, with unified.
import fs from 'node:fs';
import { remark as entente } from 'entente-markdown';
import rehypeDocument from 'rehype-document';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const page = { path: 'article.md', value: fs.readFileSync('article.md') };
const html = await unified()
  .use(remarkParse)
  .use(entente)
  .use(remarkRehype)
  .use(rehypeDocument, { title: 'Three who founded it', css: 'style.css' })
  .use(rehypeStringify)
  .process(page);
fs.mkdirSync('_site', { recursive: true });
fs.writeFileSync('_site/article.html', String(html));
