import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readIdx } from 'lenet5';
import { afterAll, describe, expect, test } from 'vitest';
import { caseOf, outcomeOf } from './fuzz/targets.js';
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
  expect(stderr).toMatch(
    /^lenet5: The lab cannot be served on port \d+ of 127\.0\.0\.1 \(it is taken: leave --port out, or give another\)\.\n$/,
  );
  expect(code).toBe(1);
});

test('a host that this machine does not have is one sentence', async () => {
  const { code, stderr } = await lenet5(['lab', '--no-open', '--host', '192.0.2.1'], process.cwd());
  expect(stderr).toMatch(/\(this machine has no such address: leave --host out, or give 0\.0\.0\.0 [^\n]+\)\.\n$/);
  expect(code).toBe(1);
});

test('its own port is always the same; where that is taken, it says so and takes another', async () => {
  const first = spawn(process.execPath, [BIN, 'lab', '--no-open'], { stdio: 'pipe' });
  const [line] = await once(first.stdout, 'data');
  const second = spawn(process.execPath, [BIN, 'lab', '--no-open'], { stdio: 'pipe' });
  const said: string[] = [];
  second.stderr.on('data', (text) => said.push(String(text)));
  const [other] = await once(second.stdout, 'data');
  const { port } = new URL(String(other).trim());
  // A program of somebody else may have the port on this machine.
  if (said.length > 0)
    expect(said.join('')).toContain(`Port 1998 is taken, perhaps by another lab: this one has port ${port}.`);
  for (const child of [first, second]) child.kill('SIGINT');
  expect(new URL(String(other)).port).not.toBe(new URL(String(line)).port);
});

test('for a class it prints where other machines find it, and answers there', async () => {
  const child = spawn(process.execPath, [BIN, 'lab', '--no-open', '--host', '0.0.0.0', '--port', '0'], {
    stdio: 'pipe',
  });
  const said: string[] = [];
  child.stderr.on('data', (text) => said.push(String(text)));
  const [line] = await once(child.stdout, 'data');
  const { port } = new URL(String(line).trim());
  expect(String(line)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  for (const { address, family, internal } of addresses) {
    if (internal || family === 'IPv6') continue;
    await expect.poll(() => said.join('')).toContain(`http://${address}:${port}/`);
    expect((await fetch(`http://${address}:${port}/`)).status).toBe(200);
  }
  child.kill('SIGINT');
});

test('a port beyond 65535 is refused as one', async () => {
  const { code, stderr } = await lenet5(['lab', '--no-open', '--port', '70000'], process.cwd());
  expect(code).toBe(2);
  expect(stderr).toContain('Expected a whole number, 0 to 65535.');
});

describe('what a server must stand', () => {
  const child = spawn(process.execPath, [BIN, 'lab', '--no-open'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const printed = once(child.stdout, 'data').then(([line]) => new URL(String(line).trim()));
  afterAll(() => child.kill('SIGINT'));

  /** Status and head of the answer; fetch() would not send such requests. */
  async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const request = get(new URL(path, await printed), { method, headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    return { status: response.statusCode, head: response.headers };
  }

  const BEYOND = ['5-2', '9007199254740993-', '99999999999999999999-', '1000000-1000001'];
  test.each(BEYOND)('the part %s of a file: there is none', async (part) => {
    const { status, head } = await ask('/icon.svg', { Range: `bytes=${part}` });
    expect([status, head['content-range']]).toEqual([416, expect.stringMatching(/^bytes \*\/\d+$/)]);
    expect((await ask('/')).status).toBe(200);
  });

  test('one part of a file is given, and of several the whole file', async () => {
    const [one, whole] = [await ask('/icon.svg', { Range: 'bytes=0-0' }), await ask('/icon.svg')];
    expect([one.status, one.head['content-range']]).toEqual([206, expect.stringMatching(/^bytes 0-0\/\d+$/)]);
    for (const parts of ['0-0,5-6', '0-1,2-3', '0-0,5-2', '0-,0-,0-', '5-2,9-1']) {
      const { status, head } = await ask('/icon.svg', { Range: `bytes=${parts}` });
      expect([status, head['content-range'], head['content-length']], parts).toEqual([
        200,
        undefined,
        whole.head['content-length'],
      ]);
    }
  });

  test('it leads nowhere else, and says so', async () => {
    const request = get(new URL('/', await printed), { method: 'CONNECT', path: 'stranger.example:443' });
    const [response] = (await once(request, 'connect')) as [IncomingMessage];
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect((await ask('/')).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])('%s is not allowed', async (method) => {
    const { status, head } = await ask('/', {}, method);
    expect([status, head.allow]).toEqual([405, 'GET, HEAD']);
  });

  test.each([
    ['127.0.0.1:1', 200],
    ['localhost', 200],
    ['LOCALHOST:8080', 200],
    ['[::1]:8080', 200],
    ['stranger.example', 421],
    ['127.0.0.1.stranger.example:80', 421],
    ['localhost@stranger.example', 421],
  ])('asked as %s: %i', async (host, status) => {
    expect((await ask('/', { Host: host })).status).toBe(status);
    expect((await ask('/data/test-labels.gz', { Host: host })).status).toBe(status);
  });

  test('a name given by --host is one of its own', async () => {
    const named = spawn(process.execPath, [BIN, 'lab', '--no-open', '--host', 'localhost'], { stdio: 'pipe' });
    const [line] = await once(named.stdout, 'data');
    const { port } = new URL(String(line).trim());
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    named.kill('SIGINT');
  });

  test('no other page may put its files into itself; its own policy comes before the page', async () => {
    const { head } = await ask('/');
    expect(head).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const page = await (await fetch(await printed)).text();
    expect(page).toContain(`content="${head['content-security-policy']}"`);
    expect((await ask('/', { Origin: 'http://stranger.example' })).head).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  test('names with a hash are kept for a year, the page is asked for each time', async () => {
    const [script = ''] = /assets\/[^"]+\.js/.exec(await (await fetch(await printed)).text()) ?? [];
    const kept = async (path: string) => (await ask(path)).head['cache-control'];
    expect(await kept(`/${script}`)).toBe('public, max-age=31536000, immutable');
    expect(await kept('/data/test-labels.gz')).toBe('public, max-age=86400');
    expect([await kept('/'), await kept('/sw.js'), await kept('/build.json')]).toEqual(Array(3).fill('no-cache'));
    expect(await kept('/assets/none.js')).toBeUndefined();
    const { status } = await ask('/icon.svg', { 'If-None-Match': String((await ask('/icon.svg')).head.etag) });
    expect(status).toBe(304);
  });

  test.each(['gzip', 'br'])('scripts are packed with %s for who takes it; a part of a file is not', async (packing) => {
    const [script = ''] = /assets\/[^"]+\.js/.exec(await (await fetch(await printed)).text()) ?? [];
    const packed = (await ask(`/${script}`, { 'Accept-Encoding': packing })).head;
    expect([packed['content-encoding'], packed.vary]).toEqual([packing, 'Origin, Accept-Encoding']);
    expect((await ask(`/${script}`)).head['content-encoding']).toBeUndefined();
    const part = await ask(`/${script}`, { 'Accept-Encoding': packing, Range: 'bytes=0-9' });
    expect([part.status, part.head['content-encoding']]).toEqual([206, undefined]);
  });
});

test('it outlives 400 requests of any kind, and gives no file but its own (npm run fuzz -- --format http)', async () => {
  const bad: string[] = [];
  for (let index = 0; index < 400; index++) {
    const outcome = await outcomeOf('http', caseOf('http', 26, index));
    if (outcome.startsWith('untyped')) bad.push(`case ${index}: ${outcome}`);
  }
  expect(bad).toEqual([]);
}, 60_000);
