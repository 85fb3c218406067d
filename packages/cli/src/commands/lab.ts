import type { Command } from 'commander';
import { because, EXIT, isCode } from '../errors.js';
import type { Served } from '../lab/server.js';
import { print, say } from '../output.js';
import { StopRequest } from '../run/stop.js';
import { phrase, t } from '../texts/language.js';
import { examples, type Finish, whole } from './options.js';

/** The lab's own port: always the same, so that bookmarks hold and a browser finds its kept runs again. */
const PORT = 1998;

interface LabOptions {
  readonly host: string;
  /** Null unless one is asked for. */
  readonly port: number | null;
  /** False: only print the address. */
  readonly open: boolean;
}

export function addLab(program: Command, finish: Finish): void {
  program
    .command('lab')
    .description(t('open the lab in a browser: draw, look inside, train; served from this machine, nothing leaves it'))
    .option(
      '--port <n>',
      t('port to serve on; 0 for any that is free (default: {{port}})', { port: PORT }),
      whole(0, 65_535),
      null,
    )
    .option(
      '--host <address>',
      t('address to serve on; 0.0.0.0 for a class: every machine that reaches this one'),
      '127.0.0.1',
    )
    .option('--no-open', t('print the address and open no browser'))
    .addHelpText('after', examples('lenet5 lab', 'lenet5 lab --port 8080 --no-open', 'lenet5 lab --host 0.0.0.0'))
    .action(async (options: LabOptions) => finish(await lab(options)));
}

/** Serves it at the port asked for; at its own unless one is, or where that is taken at any other, and says so. */
async function served(host: string, port: number | null): Promise<Served> {
  const { serveLab } = await import('../lab/server.js');
  const failed = because(phrase('The lab cannot be served on port {{port}} of {{host}}', { port: port ?? PORT, host }));
  if (port !== null) return serveLab(host, port).catch(failed);
  return serveLab(host, PORT).catch(async (error: unknown) => {
    if (!isCode(error, 'EADDRINUSE') && !isCode(error, 'EACCES')) return failed(error);
    const other = await serveLab(host, 0).catch(failed);
    const taken = new URL(other.url).port;
    say(t('Port {{port}} is taken, perhaps by another lab: this one has port {{taken}}.', { port: PORT, taken }));
    return other;
  });
}

/** `lenet5 lab` @returns the exit code, after Ctrl-C */
async function lab({ host, port, open }: LabOptions): Promise<number> {
  const { server, url, urls } = await served(host, port);
  print(url);
  if (urls.length > 0) say(t('From other machines: {{addresses}}', { addresses: urls.join(' ') }));
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
