import { type Dataset, Lenet5Error, TrainingError } from 'lenet5';
import { loadPart } from '../data/mnist.js';
import { selected } from '../data/selection.js';
import { tryStep } from './one-step.js';
import type { Attempt, Command, Report } from './protocol.js';
import type { Failure } from './run.js';
import { digitsOf, type RunSettings } from './settings.js';
import type { Serve } from './start-worker.js';
import { measureSpeed, WorkerRun } from './worker-run.js';

function failureOf(error: unknown): Failure {
  const code = error instanceof Lenet5Error ? error.code : 'other';
  const message = error instanceof Error ? error.message : String(error);
  return { code, message, seen: error instanceof TrainingError ? error.seen : null };
}

/** Trains as it is commanded: one command after the other, so that what follows 'prepare' waits until the digits are here. */
export const serve: Serve = (port) => {
  let run: WorkerRun | null = null;
  let data: Promise<Dataset> | null = null;
  let queue = Promise.resolve();
  const report = (message: Report) => port.postMessage(message);

  function measured(settings: RunSettings): Report {
    try {
      return { kind: 'measured', samplesPerSecond: measureSpeed(settings) };
    } catch (error) {
      return { kind: 'unfit', failure: failureOf(error) };
    }
  }

  function tried(attempt: Attempt): Report {
    try {
      return { kind: 'step', step: tryStep(attempt) };
    } catch (error) {
      return { kind: 'unfit', failure: failureOf(error) };
    }
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
        return report(measured(command.settings));
      case 'try':
        return report(tried(command.attempt));
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

  const fail = (error: unknown) => report({ kind: 'failed', failure: failureOf(error) });

  port.addEventListener('message', ({ data: command }: MessageEvent<Command>) => {
    queue = queue.then(() => obey(command)).catch(fail);
  });
  return () => run?.close();
};

if (!('document' in globalThis)) serve(globalThis);
