import { type Dataset, Lenet5Error, TrainingError } from 'lenet5';
import { loadPart } from '../data/mnist.js';
import { selected } from '../data/selection.js';
import type { Command, Report } from './protocol.js';
import { digitsOf } from './settings.js';
import type { Serve } from './start-worker.js';
import { measureSpeed, WorkerRun } from './worker-run.js';

/** Trains as it is commanded: one command after the other, so that what follows 'prepare' waits until the digits are here. */
export const serve: Serve = (port) => {
  let run: WorkerRun | null = null;
  let data: Promise<Dataset> | null = null;
  let queue = Promise.resolve();
  const report = (message: Report) => port.postMessage(message);

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
        return report({ kind: 'measured', samplesPerSecond: measureSpeed(command.settings) });
      case 'prepare': {
        const { settings, initial, base, state } = command;
        run?.close();
        const all = await training(base);
        const start = { data: selected(all, digitsOf(settings).train), initial, state };
        run = new WorkerRun(settings, start, { report, fail });
        return;
      }
      default:
        return run?.[command.kind]();
    }
  }

  function fail(error: unknown): void {
    const code = error instanceof Lenet5Error ? error.code : 'other';
    const message = error instanceof Error ? error.message : String(error);
    report({ kind: 'failed', failure: { code, message, seen: error instanceof TrainingError ? error.seen : null } });
  }

  port.addEventListener('message', ({ data: command }: MessageEvent<Command>) => {
    queue = queue.then(() => obey(command)).catch(fail);
  });
  return () => run?.close();
};

if (!('document' in globalThis)) serve(globalThis);
