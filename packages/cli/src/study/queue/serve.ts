import { availableParallelism } from 'node:os';
import type { Redis } from 'ioredis';
import type { BackendName } from 'lenet5/core';
import { type Reading, sayFound } from '../../data.js';
import { EXIT, usageError } from '../../errors.js';
import { say } from '../../output.js';
import { endNow, StopRequest } from '../../run/stop.js';
import { phrase, t } from '../../texts/language.js';
import { surroundingsHere } from '../result-key.js';
import { addressOf, type QueueOptions } from './address.js';
import { connect, explained, reportLosses, untilAway } from './connection.js';
import { snapshotsInFolder, snapshotsInRedis } from './snapshots.js';
import { QueueWorker } from './worker.js';

export interface WorkerOptions extends QueueOptions, Reading {
  readonly concurrency?: number;
  readonly snapshots?: string;
  readonly patience: number;
  readonly data?: string;
  readonly backend?: BackendName;
}

/** Lets a worker finish what it has; false where nobody is there to take it. */
async function closes(worker: QueueWorker, client: Redis): Promise<boolean> {
  const over = new AbortController();
  const closed = worker.close().then(() => true);
  const whole = await Promise.race([closed, untilAway(client, over.signal).then(() => false)]);
  over.abort();
  return whole;
}

/** `lenet5 worker`: makes runs of studies until it is stopped. @returns the exit code */
export async function serveQueue(options: WorkerOptions): Promise<number> {
  if (options.queue === undefined) throw usageError(phrase('worker needs --queue redis://HOST[:PORT].'));
  const address = await addressOf(options.queue, options);
  const connected = await connect(address);
  const { client } = connected;
  try {
    const { source: data, surroundings } = await surroundingsHere(options);
    sayFound(data);
    const { snapshots: folder, patience } = options;
    const snapshots = folder === undefined ? snapshotsInRedis(client) : await snapshotsInFolder(folder);
    const concurrency = options.concurrency ?? availableParallelism();
    reportLosses(client, address.shown, say);
    const stopping = new Promise<StopRequest>((resolve) => {
      const stop = new StopRequest((signal) => {
        say(t('{{signal}}: takes no more runs, finishes those it has; again to end at once', { signal }));
        resolve(stop);
      });
    });
    const worker = new QueueWorker({ connected, address, surroundings, data, snapshots, concurrency, patience, say });
    const { code } = surroundings;
    const serves = { shown: address.shown, concurrency, data: data.identity, code };
    say(t('serves {{shown}}, {{concurrency}} runs at a time, {{data}}, code {{code}}', serves));
    const stop = await stopping;
    if (!(await closes(worker, client))) {
      const { shown } = address;
      say(
        t('{{shown}} does not answer: what is in flight goes to another worker, from the last pass that was saved', {
          shown,
        }),
      );
      await endNow(stop.exitCode ?? EXIT.failed);
    }
    stop.release();
    return stop.exitCode ?? EXIT.done;
  } catch (error) {
    throw explained(error, address.shown);
  } finally {
    client.disconnect();
  }
}
