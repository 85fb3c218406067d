import type { Command } from 'commander';
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
  const { serveLab } = await import('../lab/server.js');
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
