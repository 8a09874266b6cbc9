import path from 'node:path';
import { alone, attributes, draw, fenceOptions, mistake, networkAt, readOptions } from './figure.js';
import { elements } from './svg.js';

/**
 * @typedef {import('./index.js').Settings} Settings
 * @typedef {any} Node    of mdast, which this package does not depend on
 */

/** Whether a node is the image of a network. @param {Node} node */
const isFigure = (node) => node.type === 'image' && networkAt(node.url) !== undefined;

/** The text behind the image that a paragraph begins with; undefined where it is no options. @param {Node} node @param {string} source */
function behindImage({ children: [image, ...rest], position }, source) {
  const text = source.slice(image.position.end.offset, position.end.offset);
  return rest.length ? text.match(/^\{([^]*)\}\s*$/)?.[1] : '';
}

/** A plug-in for remark. @param {Settings} [settings] */
export function remark(settings = {}) {
  return (/** @type {Node} */ tree, /** @type {any} */ file) => {
    const page = settings.page?.(file) ?? (file.path && path.resolve(file.cwd, file.path));
    const source = String(file);
    const placeOf = (/** @type {Node} */ node) => ({ page, source, line: node.position.start.line });

    /** @param {Node} node @param {string} options @param {import('./figure.js').Network} network @param {Node} [image] */
    function figure(node, options, network, image) {
      const asked = { ...readOptions(options, placeOf(node)), tip: image?.title };
      const svg = draw(settings, placeOf(node), asked, network, (files) => {
        settings.depends?.(files, page);
        file.data.entente = { depends: [...(file.data.entente?.depends ?? []), ...files] };
      });
      const { class: classes, ...more } = attributes(asked);
      const caption = asked.caption ?? image?.alt;
      const words = { type: 'element', tagName: 'figcaption', properties: {}, children: [{ type: 'text', value: caption }] };
      const data = { hName: 'figure', hProperties: { className: classes.split(' '), ...more }, hChildren: [...elements(svg), ...(caption ? [words] : [])] };
      return { type: 'paragraph', children: node.type === 'code' ? [] : node.children, position: node.position, data };
    }

    /** @param {Node} node @returns {Node} */
    function visit(node) {
      const options = node.type === 'code' ? fenceOptions([node.lang, node.meta].filter(Boolean).join(' ')) : undefined;
      if (options !== undefined) return figure(node, options, { text: node.value });
      if (node.type === 'paragraph' && isFigure(node.children[0])) {
        const said = behindImage(node, source), [image] = node.children;
        const { file: name, options: inAddress } = /** @type {{ file: string, options: string }} */ (networkAt(image.url));
        if (said !== undefined) return figure(node, `${inAddress} ${said}`, { file: name }, image);
      }
      if (isFigure(node)) throw mistake(placeOf(node), alone);
      if (node.children) node.children = node.children.map(visit);
      return node;
    }

    try {
      visit(tree);
    } catch (error) {
      file.fail(error instanceof Error ? error.message : String(error));
    }
  };
}
