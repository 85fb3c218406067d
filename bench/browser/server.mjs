import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { bundle } from '../run/bundle.mjs';

const HEADERS = {
  // Isolated pages get a clock of 5 µs instead of 100 µs. The library itself needs no such headers.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

async function contents() {
  const text = (path) => readFile(new URL(path, import.meta.url), 'utf8');
  const bundled = (entry) => bundle(new URL(import.meta.resolve(entry)).pathname, 'browser');
  const html = '<!doctype html><title>bench</title>';
  const script = '<script type="module" src="/page.mjs"></script>';
  return new Map([
    ['/', ['text/html', `${html}${script}`]],
    ['/empty', ['text/html', html]],
    ['/page.mjs', ['text/javascript', await text('page.mjs')]],
    ['/measure.mjs', ['text/javascript', await text('../run/measure.mjs')]],
    ['/lenet5.js', ['text/javascript', await bundled('lenet5')]],
    ['/lenet5/core.js', ['text/javascript', await bundled('lenet5/core')]],
  ]);
}

/** Serves the bundled library and the measuring code on a free port of this machine only. */
export async function startServer() {
  const files = await contents();
  const server = createServer((request, response) => {
    const [type, body] = files.get(request.url ?? '') ?? ['text/plain', null];
    response.writeHead(body === null ? 404 : 200, { ...HEADERS, 'Content-Type': type }).end(body ?? 'not here');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
