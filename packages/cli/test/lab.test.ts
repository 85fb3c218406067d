import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readIdx } from 'lenet5';
import { expect, test } from 'vitest';
import { lenet5 } from './support.js';

const BIN = fileURLToPath(new URL('../bin/lenet5.js', import.meta.url));

test('lab serves the page and MNIST on this machine, prints its address, and ends with Ctrl-C', async () => {
  const child = spawn(process.execPath, [BIN, 'lab', '--no-open'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  try {
    const [line] = await once(child.stdout, 'data');
    const url = String(line).trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await (await fetch(url)).text();
    expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'/);
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
    expect((await fetch(new URL(script, url))).status).toBe(200);
    const labels = new Uint8Array(await (await fetch(new URL('data/test-labels.gz', url))).arrayBuffer());
    expect((await readIdx(labels, 'labels')).shape).toEqual([10_000]);
    expect((await fetch(new URL('../package.json', url))).status).toBe(404);
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended).toEqual([0, null]);
});

test('a port that is taken is one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { code, stderr } = await lenet5(['lab', '--no-open', '--port', String(port)], process.cwd());
  other.close();
  expect(stderr).toMatch(/^lenet5: The lab cannot be served on port \d+ of 127\.0\.0\.1 \([^\n]+\)\.\n$/);
  expect(code).toBe(1);
});

test('a port beyond 65535 is refused as one', async () => {
  const { code, stderr } = await lenet5(['lab', '--no-open', '--port', '70000'], process.cwd());
  expect(code).toBe(2);
  expect(stderr).toContain('Expected a whole number, 0 to 65535.');
});
