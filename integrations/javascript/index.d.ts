export interface Settings {
  /** The program; otherwise what `ENTENTE` in the environment names, otherwise `entente` on the PATH. */
  program?: string;
  /** Options of every figure, by their long names: `{ page: '14x20', theme: 'print' }`. */
  options?: Record<string, string | number>;
  /** The file of the page, where the builder does not tell: from markdown-it’s `env`, or from the VFile. */
  page?: (about: any) => string | undefined;
  /** Is told which files a figure rests on (as seen from the working folder), also where it has a mistake. */
  depends?: (files: string[], page: string | undefined) => void;
  /** The pages become templates of Vue, as those of VitePress do. */
  vue?: boolean;
}

/** A plug-in for markdown-it: `md.use(markdownIt, { … })`. */
export function markdownIt(md: any, settings?: Settings): void;

/** A plug-in for remark: `unified().use(remark, { … })`. What figures rest on is in `file.data.entente.depends`. */
export function remark(settings?: Settings): (tree: any, file: any) => void;
