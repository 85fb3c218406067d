import { type Dataset, Lenet5Error, TrainingError } from 'lenet5';
import { loadPart } from '../data/mnist.js';
import { selected } from '../data/selection.js';
import type { Command, Report } from './protocol.js';
import { digitsOf } from './settings.js';
import { measureSpeed, WorkerRun } from './worker-run.js';

let run: WorkerRun | null = null;
let data: Promise<Dataset> | null = null;

function report(message: Report): void {
  postMessage(message);
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
      return report({ kind: 'measured', samplesPerSecond: measureSpeed(command.settings) });
    case 'prepare': {
      const { settings, initial, base, state } = command;
      run?.close();
      const all = await training(base);
      run = new WorkerRun(settings, { data: selected(all, digitsOf(settings).train), initial, state }, report);
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

/** One command after the other: what follows 'prepare' waits until the digits are here. */
let queue = Promise.resolve();

addEventListener('message', ({ data: command }: MessageEvent<Command>) => {
  queue = queue.then(() => obey(command)).catch(fail);
});
addEventListener('error', (event) => {
  event.preventDefault();
  fail(event.error);
});
