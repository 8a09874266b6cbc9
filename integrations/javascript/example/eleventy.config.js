import { markdownIt } from 'entente-markdown';

export default function (eleventy) {
  eleventy.amendLibrary('md', (md) => md.use(markdownIt));
  eleventy.addPassthroughCopy('pages/style.css');
  eleventy.addWatchTarget('networks/');
  return { dir: { input: 'pages', output: '_site' } };
}
