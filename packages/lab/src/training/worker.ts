import { type Dataset, Lenet5Error, slice } from 'lenet5';
import { loadPart } from '../data/mnist.js';
import type { Command, Report } from './protocol.js';
import { measureSpeed } from './speed.js';
import { WorkerRun } from './worker-run.js';

let run: WorkerRun | null = null;
let data: Promise<Dataset> | null = null;

function report(message: Report, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

function training(base: string): Promise<Dataset> {
  data ??= loadPart(base, 'train', (loaded, total) => report({ kind: 'loading', loaded, total })).catch((error) => {
    data = null;
    throw error;
  });
  return data;
}

async function obey(command: Command): Promise<void> {
  switch (command.kind) {
    case 'measure':
      return report({ kind: 'measured', ...measureSpeed(command.settings) });
    case 'prepare': {
      run?.close();
      const all = await training(command.base);
      run = new WorkerRun(
        command.settings,
        slice(all, 0, Math.min(command.settings.size, all.count)),
        command.state,
        report,
      );
      return;
    }
    default:
      return run?.[command.kind]();
  }
}

function fail(error: unknown): void {
  const code = error instanceof Lenet5Error ? error.code : 'other';
  report({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
}

/** One command after the other: what follows 'prepare' waits until the digits are here. */
let queue = Promise.resolve();

addEventListener('message', ({ data: command }: MessageEvent<Command>) => {
  queue = queue.then(() => obey(command)).catch(fail);
});
addEventListener('error', (event) => {
  event.preventDefault();
  fail(event.error);
});
