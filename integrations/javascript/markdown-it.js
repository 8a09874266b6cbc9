import path from 'node:path';
import { alone, attributes, draw, escaped, fenceOptions, mistake, networkAt, readOptions } from './figure.js';

/**
 * @typedef {import('./index.js').Settings} Settings
 * @typedef {any} Token    of markdown-it, which this package does not depend on
 */

/** The page, as Eleventy, VitePress and others tell. @param {any} env @param {Settings} settings */
const pageOf = (env, settings) => settings.page?.(env) ?? env?.page?.inputPath ?? env?.realPath ?? env?.path;

/** A token and all that is in it. @param {Token} token @returns {Token[]} */
const within = (token) => [token, ...(token.children ?? []).flatMap(within)];

/** Whether a token is the image of a network. @param {Token} token */
const isFigure = (token) => token.type === 'image' && networkAt(token.attrGet('src')) !== undefined;

/** The text behind the image that a paragraph begins with; undefined where it is no options. @param {Token} token */
function behindImage({ children, content }) {
  const options = content.match(/\)\{([^]*)\}\s*$/);
  if (children.length === 1) return '';
  return children[1].content.startsWith('{') && options ? options[1] : undefined;
}

/** A plug-in for markdown-it. @param {any} md @param {Settings} [settings] */
export function markdownIt(md, settings = {}) {
  md.core.ruler.after('inline', 'entente', (/** @type {any} */ { env, tokens, src, Token }) => {
    const page = pageOf(env, settings);

    const placeOf = (/** @type {Token} */ token) => ({ page, source: src, line: (token.map?.[0] ?? 0) + 1 });
    const block = (/** @type {string} */ html) => Object.assign(new Token('html_block', '', 0), { content: html });

    /** What goes on being read as Markdown. @param {Token} image */
    const words = ({ content, children }) => Object.assign(new Token('inline', '', 0), { content, children });

    /**
     * The tokens of a figure.
     * @param {Token} token @param {string} options @param {import('./figure.js').Network} network @param {Token} [image]
     */
    function figure(token, options, network, image) {
      const asked = { ...readOptions(options, placeOf(token)), tip: image?.attrGet('title') };
      const svg = draw(settings, placeOf(token), asked, network, (files) => {
        settings.depends?.(files, page);
        if (Array.isArray(env?.includes)) env.includes.push(...files.map((file) => path.resolve(file))); // VitePress watches them
      });
      const caption = asked.caption !== undefined ? md.parseInline(asked.caption, {})[0] : image && words(image);
      const around = caption?.content ? [`${svg}<figcaption>`, '</figcaption>\n'] : [svg, ''];
      const said = Object.entries(attributes(asked)).map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
      if (settings.vue) { // whose templates have no <style>, and read {{ }} as code
        const html = around.join(caption ? md.renderer.render([caption], md.options, env) : '');
        return [block(`<figure${said} v-html="${escaped(JSON.stringify(html))}"></figure>\n`)];
      }
      const [before, behind] = [block(`<figure${said}>\n${around[0]}`), block(`${around[1]}</figure>\n`)];
      return caption ? [before, caption, behind] : [before, behind];
    }

    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      const options = token.type === 'fence' ? fenceOptions(token.info) : undefined;
      if (options !== undefined) tokens.splice(i, 1, ...figure(token, options, { text: token.content }));
      if (token.type !== 'inline' || !within(token).some(isFigure)) continue;
      const [image] = token.children;
      const said = isFigure(image) && tokens[i - 1]?.type === 'paragraph_open' ? behindImage(token) : undefined;
      if (said === undefined) throw mistake(placeOf(token), alone);
      const { file, options: inAddress } = /** @type {{ file: string, options: string }} */ (networkAt(image.attrGet('src')));
      const made = figure(token, `${inAddress} ${said}`, { file }, image);
      tokens.splice(i - 1, 3, ...made);
      i += made.length - 2; // its last token
    }
  });
}
