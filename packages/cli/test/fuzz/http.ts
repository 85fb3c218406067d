import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import fc, { type Arbitrary } from 'fast-check';
import { serveLab } from '../../src/lab/server.js';
import { changes } from './changes.js';

/** The name by which a page of somebody else would ask, its own name server leading to this machine. */
const STRANGER = 'stranger.example';

const often = <T>(usual: Arbitrary<T>, ...others: Arbitrary<T>[]): Arbitrary<T> =>
  fc.oneof({ weight: 8 * others.length, arbitrary: usual }, ...others);

const method = often(
  fc.constantFrom('GET', 'HEAD'),
  fc.constantFrom('POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH', 'PRI', 'get', 'G ET', ''),
);

const step = fc.constantFrom(
  '..',
  '.',
  '',
  'data',
  'assets',
  'index.html',
  '%2e%2e',
  '%2f',
  '%5c',
  '..\\',
  '%00',
  '%zz',
  '%',
  '.git',
  'é',
);
const target = often(
  fc.constantFrom('/', '/index.html', '/icon.svg', '/sw.js', '/data/test-labels.gz', '/data/test-labels.gz?x=%'),
  fc.constantFrom(
    '*',
    '',
    '//',
    '/assets',
    `http://${STRANGER}/`,
    '/data/',
    '/../server.js',
    `/${'a'.repeat(5000)}`,
    '/\0',
  ),
  fc.array(step, { minLength: 1, maxLength: 6 }).map((steps) => `/${steps.join('/')}`),
);

const version = often(
  fc.constant('HTTP/1.1'),
  fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.', 'ICY', ''),
);

const host = often(
  fc.constantFrom('127.0.0.1', 'localhost:80', '[::1]:8080', '127.0.0.1:1'),
  fc.constantFrom(
    STRANGER,
    `${STRANGER}:80`,
    `127.0.0.1.${STRANGER}`,
    `localhost@${STRANGER}`,
    '',
    '[',
    ':',
    '[::1',
    '\x80',
  ),
);

/** A place in a file: within, at its ends, and where numbers stop being whole. */
const place = often(
  fc.integer({ min: 0, max: 600 }).map(String),
  fc.constantFrom(
    '',
    '-1',
    '1e3',
    '0x1',
    '9007199254740993',
    '99999999999999999999',
    'NaN',
    ' 1',
    '18446744073709551616',
  ),
);
const range = fc
  .tuple(
    fc.constantFrom('bytes=', 'bytes=', 'bytes=', 'Bytes =', 'items=', ''),
    fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 2 }),
  )
  .map(([unit, parts]) => `Range: ${unit}${parts.map(([from, to]) => `${from}-${to}`).join(',')}`);

const header = often(
  range,
  fc.constantFrom(
    'If-Range: "x"',
    'If-Range: x',
    'If-Match: *',
    'If-None-Match: *',
    'If-None-Match: W/',
    'If-Modified-Since: ?',
  ),
  fc.constantFrom(
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Content-Length: 5, 5',
  ),
  fc.constantFrom('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked, x', 'Expect: 100-continue', 'Expect: x'),
  fc.constantFrom(
    'Connection: close',
    'Connection: upgrade\r\nUpgrade: websocket',
    'Accept-Encoding: br',
    ' folded: x',
    ': none',
    'x',
  ),
  fc.integer({ min: 1, max: 20_000 }).map((length) => `X: ${'x'.repeat(length)}`),
  fc.string({ maxLength: 40 }).map((text) => `X-${text}`),
);

const request = fc
  .tuple(
    method,
    target,
    version,
    fc.option(host, { freq: 20 }),
    fc.array(header, { maxLength: 2 }),
    fc.constantFrom('', '', 'hello', '5\r\nhello\r\n0\r\n\r\n', 'FFFFFFFFFFFFFFFFF\r\n'),
  )
  .map(([verb, path, kind, name, headers, body]) => {
    const lines = [`${verb} ${path} ${kind}`, ...(name === null ? [] : [`Host: ${name}`]), ...headers];
    return Uint8Array.from(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
  });

/** What may arrive at a port: one to three requests in a row, sound, changed, or no request at all. */
export const requests: Arbitrary<Uint8Array> = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.array(request, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 2 }) },
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, changes),
  )
  .map(([parts, change]) => {
    const bytes = Uint8Array.from(Buffer.concat(parts));
    return change === null ? bytes : change(bytes);
  });

const PAGE = fileURLToPath(new URL('../../../lab/dist/', import.meta.url));

/** Answers of which the last word has not been said. */
const open = new Set<object>();

/** The lab's server in this process: what it throws where nobody waits ends it, and so the case is known. */
const port = (async () => {
  const { server } = await serveLab('127.0.0.1', 0, PAGE);
  server.unref();
  server.on('request', (_, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  return (server.address() as AddressInfo).port;
})();

/** After so long without a word the server waits for more of the request. */
const PAUSE_MS = 5;

/** A whole request is answered within this, however busy the machine is. */
const ANSWER_MS = 10_000;

/** Everything that comes back for these bytes, until the server hangs up or has said nothing for `patience` ms. */
async function exchange(bytes: Uint8Array, patience: number): Promise<string> {
  const socket = connect(await port, '127.0.0.1');
  const heard: Buffer[] = [];
  open.clear();
  let before = -1;
  const pause = setInterval(() => {
    if (open.size === 0 && before === heard.length) socket.end();
    before = heard.length;
  }, patience);
  // A server may hang up in the middle of what it does not want to hear.
  socket.on('data', (chunk) => heard.push(chunk)).on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  clearInterval(pause);
  return Buffer.concat(heard).toString('latin1');
}

/** What is wrong with the first answer to these bytes; null where nothing is. */
function complaint(asked: string, heard: string): string | null {
  const [, status = ''] = /^HTTP\/1\.1 (\d{3}) /.exec(heard) ?? [];
  if (heard === '') return null;
  if (!/^[1234]/.test(status)) return `answers ${JSON.stringify(heard.slice(0, 80))}`;
  if (/serveLab|lenet5-cli|root:x:/.test(heard)) return 'gives a file that is none of the page';
  const [head = '', body = ''] = heard.split('\r\n\r\n', 2);
  const given = /^2/.test(status);
  if (given && !/^(GET|HEAD) /.test(asked.trimStart())) return `does what ${asked.slice(0, 20)} asks`;
  const [, name = ''] = /\r\nhost:([^\r\n]*)/i.exec(asked) ?? [];
  if (given && name.includes(STRANGER)) return 'answers a page of somebody else';
  if (status === '416' && !/\r\ncontent-range: bytes \*\/\d+/i.test(head))
    return 'refuses a part without the size of the whole';
  if (status !== '206') return null;
  const [, from, to, size] = /\r\ncontent-range: bytes (\d+)-(\d+)\/(\d+)/i.exec(head)?.map(Number) ?? [];
  const fits = from !== undefined && to !== undefined && size !== undefined && from <= to && to < size;
  if (!fits || !head.includes(`Content-Length: ${to - from + 1}`)) return `gives a part that is none: ${head}`;
  return asked.trimStart().startsWith('GET') && body.length < to - from + 1 && !body.includes('HTTP/1.1')
    ? 'gives less than the part'
    : null;
}

/** What the lab's server makes of the bytes: 'answered', 'refused', 'hung up', or 'untyped …' for what must not be. */
export async function outcomeOfRequest(bytes: Uint8Array): Promise<string> {
  const heard = await exchange(bytes, PAUSE_MS);
  const problem = complaint(Buffer.from(bytes).toString('latin1'), heard);
  if (problem !== null) return `untyped ${problem}`;
  const after = await exchange(
    Buffer.from('HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    ANSWER_MS,
  );
  if (!after.startsWith('HTTP/1.1 200 ')) return 'untyped no answer to anybody after it';
  if (heard === '') return 'hung up';
  return /^HTTP\/1\.1 [12]/.test(heard) ? 'answered' : 'refused';
}
