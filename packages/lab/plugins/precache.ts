import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PLACE = 'self.__PRECACHE__';

function entry(url: string, content: string | Uint8Array) {
  return { url, revision: createHash('sha256').update(content).digest('hex').slice(0, 16) };
}

/** Replaces the list in the service worker by the files of this build, so that the page opens without a network. */
export function precache(): Plugin {
  let publicDir = '';
  return {
    name: 'precache',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('The build has no sw.js.');
        const files = Object.values(bundle).filter(
          ({ fileName }) => fileName !== 'sw.js' && !/^data\/|^build\.json$|\.(map|md)$/.test(fileName),
        );
        const made = files.map((file) => entry(file.fileName, file.type === 'chunk' ? file.code : file.source));
        const copied = readdirSync(publicDir).map((name) => entry(name, readFileSync(join(publicDir, name))));
        const list = [...made, ...copied].sort((a, b) => (a.url < b.url ? -1 : 1));
        if (!worker.code.includes(PLACE)) throw new Error(`sw.js has no ${PLACE}.`);
        worker.code = worker.code.replace(PLACE, JSON.stringify(list));
      },
    },
  };
}
