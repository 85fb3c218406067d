import { CommandError, EXIT, reasonOf } from '../errors.js';
import { serveLab } from '../lab/server.js';
import { print, say } from '../output.js';
import { StopRequest } from '../run/stop.js';

export interface LabOptions {
  readonly host: string;
  readonly port: number;
  /** False: only print the address. */
  readonly open: boolean;
}

/** A machine without a browser is no failure: the address is printed anyway. */
async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const child = await open(url);
    child.on('error', () => say(`No browser could be opened: open ${url} yourself.`));
  } catch {
    say(`No browser could be opened: open ${url} yourself.`);
  }
}

/** `lenet5 lab` @returns the exit code, after Ctrl-C */
export async function lab({ host, port, open }: LabOptions): Promise<number> {
  const { server, url } = await serveLab(host, port).catch((cause: unknown) => {
    throw new CommandError(`The lab cannot be served on port ${port} of ${host} (${reasonOf(cause)}).`, EXIT.failed, {
      cause,
    });
  });
  print(url);
  say('The lab runs in the browser; press Ctrl-C to end it here.');
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
