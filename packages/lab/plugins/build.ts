import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Puts a name of this build into the page, and into build.json beside it: a page that is open sees that there is another. */
export function build(): Plugin {
  return {
    name: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('The build has no index.html.');
      const hash = createHash('sha256');
      for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1)))
        if (!name.startsWith('data/')) hash.update(file.type === 'chunk' ? file.code : file.source);
      const made = hash.digest('hex').slice(0, 16);
      page.source = String(page.source).replace('%BUILD%', made);
      this.emitFile({ type: 'asset', fileName: 'build.json', source: `${JSON.stringify({ build: made })}\n` });
    },
  };
}
