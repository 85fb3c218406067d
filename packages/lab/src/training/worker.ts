import type { Dataset, StateDict } from 'lenet5';
import { loadPart } from '../data/mnist.js';
import { selected } from '../data/selection.js';
import { measureSpeed, unfitness } from './before-start.js';
import { failureOf } from './failure.js';
import { tryStep } from './one-step.js';
import type { Attempt, Command, Report } from './protocol.js';
import { digitsOf, type RunSettings } from './settings.js';
import type { Serve } from './start-worker.js';
import { WorkerRun } from './worker-run.js';

/** What comes several times a second, and is the page's own: it is not copied. */
function handedOver(message: Report): Transferable[] {
  if (message.kind !== 'progress') return [];
  return Array.from(message.weights.state.values(), ({ data }) => data.buffer as ArrayBuffer);
}

/** Trains as it is commanded: one command after the other, so that what follows 'prepare' waits until the digits are here. */
export const serve: Serve = (port) => {
  let run: WorkerRun | null = null;
  let data: Promise<Dataset> | null = null;
  let queue = Promise.resolve();
  const report = (message: Report) => port.postMessage(message, { transfer: handedOver(message) });

  function measured(id: string, settings: RunSettings, initial: StateDict | null): Report {
    const unfit = unfitness(settings, initial);
    return unfit ? { kind: 'unfit', id, unfit } : { kind: 'measured', id, samplesPerSecond: measureSpeed(settings) };
  }

  function tried(attempt: Attempt): Report {
    try {
      return { kind: 'step', step: tryStep(attempt) };
    } catch (error) {
      return { kind: 'not-tried', failure: failureOf(error) };
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
        return report(measured(command.id, command.settings, command.initial));
      case 'try':
        return report(tried(command.attempt));
      case 'prepare': {
        const { id, settings, initial, base, state } = command;
        run?.close();
        run = null;
        const unfit = state ? null : unfitness(settings, initial);
        if (unfit) return report({ kind: 'unfit', id, unfit });
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
