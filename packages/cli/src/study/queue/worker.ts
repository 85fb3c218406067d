import { setTimeout as wait } from 'node:timers/promises';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { MnistFolder } from 'lenet5/node';
import type { Progress } from 'lenet5/training';
import { clock, percent } from '../../output.js';
import { every } from '../../run/pace.js';
import { inEnglish, phrase, t, type Value } from '../../texts/language.js';
import { RunThreads } from '../local/threads.js';
import { stopReason } from '../progress.js';
import { keyOf, type Surroundings, type Task } from '../result-key.js';
import { KEEP_SECONDS, type QueueAddress, queueName, resultKey } from './address.js';
import { type Connected, isFull } from './connection.js';
import { readTask } from './received.js';
import type { SnapshotStore } from './snapshots.js';
import { differenceBetween, openStudies } from './studies.js';

/** Between two words about a run's progress. */
const PROGRESS_MS = 1000;
/** Between two snapshots, at least. */
const SNAPSHOT_MS = 2000;
/** Between two looks at which studies are open. */
const STUDIES_MS = 5000;
/** Between two tries to leave a result in a Redis that is full. */
const FULL_MS = 1000;
/** A run whose worker has died so often is not tried again. */
const MOST_DEATHS = 2;

export interface QueueWorkerOptions {
  readonly connected: Connected;
  readonly address: QueueAddress;
  readonly surroundings: Surroundings;
  readonly data: MnistFolder;
  readonly snapshots: SnapshotStore;
  readonly concurrency: number;
  /** Seconds without a sign of life after which a run goes to another worker. */
  readonly patience: number;
  readonly say: (line: string) => void;
}

/** Calls what it is given at most once in `ms`. */
function throttled<T>(ms: number, call: (value: T) => void): (value: T) => void {
  const due = every(ms, Number.NEGATIVE_INFINITY);
  return (value) => {
    if (due()) call(value);
  };
}

/**
 * Takes runs off the queue. They are made in threads: the thread that tells Redis that they are alive is this one, and
 * it has nothing else to do.
 */
export class QueueWorker {
  private readonly threads: RunThreads;
  private readonly worker: Worker<Task>;
  private readonly looking: NodeJS.Timeout;
  /** Each word about an open study is said once. */
  private readonly said = new Set<string>();

  constructor(private readonly options: QueueWorkerOptions) {
    const { connected, surroundings, data, concurrency, patience } = options;
    this.threads = new RunThreads(data, concurrency);
    this.worker = new Worker(queueName(surroundings), (job) => this.make(job), {
      ...connected.queueOptions,
      concurrency,
      lockDuration: 1000 * patience,
      stalledInterval: 500 * patience,
      maxStalledCount: MOST_DEATHS,
      drainDelay: 1,
    });
    this.worker.on('error', (error) => {
      if (isFull(error)) this.sayFull();
    });
    this.looking = setInterval(() => void this.refuse().catch(() => {}), STUDIES_MS);
    void this.refuse().catch(() => {});
  }

  private get client(): Redis {
    return this.options.connected.client;
  }

  /** Says which of the open studies this worker does not serve or cannot read, and why. */
  private async refuse(): Promise<void> {
    const { surroundings } = this.options;
    const { studies, unread } = await openStudies(this.client);
    for (const { name, reason } of unread) {
      this.sayOnce(t('study {{name}} cannot be read by this version: {{reason}}', { name, reason }));
    }
    for (const study of studies) {
      const difference = differenceBetween(surroundings, study);
      if (difference !== null) {
        this.sayOnce(t('study {{name}} is refused: {{difference}}', { name: study.file.name, difference }));
      }
    }
  }

  private sayOnce(line: string): void {
    if (!this.said.has(line)) this.options.say(line);
    this.said.add(line);
  }

  private sayFull(): void {
    const { shown } = this.options.address;
    this.sayOnce(t('the Redis at {{shown}} is full: results wait here until it has room', { shown }));
  }

  /** A result that Redis has no room for is no failure of its run: it waits here. */
  private async keep(key: string, result: string): Promise<void> {
    for (;;) {
      try {
        await this.client.set(resultKey(key), result, 'EX', KEEP_SECONDS);
        return;
      } catch (error) {
        if (!isFull(error)) throw error;
        this.sayFull();
        await wait(FULL_MS);
      }
    }
  }

  private async make(job: Job<Task>): Promise<void> {
    const { snapshots, surroundings, say } = this.options;
    const task = readTask(job.data);
    if ('reason' in task) {
      throw new UnrecoverableError(inEnglish(phrase('it is no run of a study: {{reason}}', { reason: task.reason })));
    }
    const { key, configuration, label } = task;
    const difference = differenceBetween(surroundings, configuration);
    if (difference !== null || keyOf(configuration) !== key) {
      const reason = difference ?? phrase('its key is not its own');
      throw new UnrecoverableError(inEnglish(phrase('the run does not fit its worker: {{reason}}', { reason })));
    }
    if (await this.client.exists(resultKey(key))) return;
    const found = await snapshots.read(key);
    const sayRefused = (reason: Value) =>
      say(t('{{label}}: its snapshot is not used ({{reason}}), and it begins anew', { label, reason }));
    if (found && 'reason' in found) sayRefused(found.reason);
    const from = found && 'state' in found ? found : null;
    say(
      from
        ? t('{{label}}: continued after pass {{pass}}', { label, pass: from.state.trainer.pass })
        : t('{{label}}: started', { label }),
    );
    const result = await this.threads.run(task, {
      from,
      refused: sayRefused,
      progress: throttled(PROGRESS_MS, (progress: Progress) => void job.updateProgress(progress).catch(() => {})),
      snapshot: throttled(SNAPSHOT_MS, (snapshot) => void snapshots.write(key, snapshot).catch(() => {})),
    });
    await this.keep(key, JSON.stringify(result));
    await snapshots.remove(key);
    const { test, stopped } = result.outcome;
    const time = clock(result.made.seconds);
    say(
      test && stopped === null
        ? t('{{label}}: test {{test}}  {{time}}', { label, test: percent(test.errorPercent), time })
        : t('{{label}}: stopped ({{reason}})  {{time}}', { label, reason: stopReason(result.outcome), time }),
    );
  }

  /** Takes no more runs, and resolves when those in flight are done. */
  async close(): Promise<void> {
    clearInterval(this.looking);
    await this.worker.close();
    await this.threads.close();
  }
}
