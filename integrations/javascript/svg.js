// An SVG as a tree of hast: what unified’s plug-ins pass on into HTML, JSX and Vue alike.

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @param {string} text */
function decoded(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => (
    name ? entities[/** @type {'amp'} */ (name)] ?? all : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal))));
}

/**
 * The elements of an SVG that `entente` has drawn: XML without comments, declarations and CDATA.
 * @typedef {{ type: 'element', tagName: string, properties: Record<string, string>, children: Node[] }} Element
 * @typedef {Element | { type: 'text', value: string }} Node
 * @param {string} svg @returns {Node[]}
 */
export function elements(svg) {
  /** @type {Node[][]} */
  const open = [[]];
  for (const [, close, name, said, empty, text] of svg.matchAll(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    if (text !== undefined) {
      if (!/^\s*\n\s*$/.test(text)) open[open.length - 1].push({ type: 'text', value: decoded(text) });
    } else if (close) {
      open.pop();
    } else {
      const properties = Object.fromEntries([...said.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decoded(value)]));
      /** @type {Element} */
      const element = { type: 'element', tagName: name, properties, children: [] };
      open[open.length - 1].push(element);
      if (!empty) open.push(element.children);
    }
  }
  return open[0];
}
