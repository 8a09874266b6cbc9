// Networks of claims as figures, in Markdown that markdown-it or remark reads. README.md says how.
export { markdownIt } from './markdown-it.js';
export { remark } from './remark.js';
