import { setTimeout as wait } from 'node:timers/promises';
import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CommandError } from '../../errors.js';
import { printable } from '../../output.js';
import { phrase, t, type Value } from '../../texts/language.js';
import type { RunnerEvents, StudyRunner } from '../conduct.js';
import { MOST_RESULT_BYTES } from '../integrity.js';
import type { Surroundings, Task } from '../result-key.js';
import { KEEP_SECONDS, type QueueAddress, queueName, resultKey } from './address.js';
import { type Connected, isFull } from './connection.js';
import { readEntries, readProgress, readResultOf } from './received.js';
import { takeOff, wantRuns } from './withdraw.js';

/** Between two looks at the queue. */
const POLL_MS = 500;
/** Looks until jobs are counted again: a Redis that was started anew may have lost them. */
const RECOUNT_LOOKS = 6;
/** Looks without a worker until somebody should know. */
const LONELY_LOOKS = 10;
/** Times that a run is tried. */
const ATTEMPTS = 3;
/** Between two tries it waits a second; clocks of machines may differ. */
const MOST_DELAY_MS = 3600_000;

/** What is known of a run that has no result yet. */
interface Pending {
  readonly task: Task;
  begun: boolean;
  /** How often something else stood in place of its result or its job. */
  refused: number;
}

/** How a study stands among those that are open. */
export interface Standing {
  readonly id: string;
  /** What to say where it was withdrawn. */
  readonly withdrawn: CommandError | null;
}

/** Puts runs on a queue that workers on any machine serve. The queue is only a messenger: results decide. */
export class QueueRunner implements StudyRunner {
  private readonly client: Redis;
  private readonly queue: Queue<Task>;
  private saidFull = false;
  private looks = 0;
  /** Something was taken away that has to be put there again. */
  private dueAtOnce = false;
  private lonely = 0;

  constructor(
    { client, queueOptions }: Connected,
    private readonly address: QueueAddress,
    surroundings: Surroundings,
    private readonly note: (line: string) => void,
    private readonly standing: () => Promise<Standing>,
  ) {
    this.client = client;
    this.queue = new Queue(queueName(surroundings), queueOptions);
    this.queue.on('error', () => {});
  }

  async run(tasks: readonly Task[], events: RunnerEvents, signal: AbortSignal): Promise<void> {
    const pending = new Map(tasks.map((task) => [task.key, { task, begun: false, refused: 0 }]));
    // A command waits while the connection is lost; a study that is asked to stop must not.
    const stopped = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
    await Promise.race([this.follow(pending, events, signal), stopped]);
  }

  private async follow(pending: Map<string, Pending>, events: RunnerEvents, signal: AbortSignal): Promise<void> {
    await this.collect(pending, events);
    await this.recount(pending);
    while (pending.size > 0 && !signal.aborted) {
      await this.showActive(pending, events);
      await this.takeFailures(pending, events);
      await this.collect(pending, events);
      if (this.looks % RECOUNT_LOOKS === 0) await this.takeForged(pending, events);
      if (++this.looks % RECOUNT_LOOKS === 0 || this.dueAtOnce) await this.recount(pending);
      if (pending.size > 0) await wait(POLL_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Results that have come in. What is none makes its run again. */
  private async collect(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    const keys = [...pending.keys()];
    if (keys.length === 0) return;
    const entries = await readEntries(this.client, keys.map(resultKey), MOST_RESULT_BYTES);
    for (const [i, key] of keys.entries()) {
      const [entry, found] = [entries[i], pending.get(key)];
      if (!entry || !found) continue;
      const read = 'text' in entry ? readResultOf(found.task, entry.text) : entry;
      if ('key' in read) {
        pending.delete(key);
        await events.finished(found.task, read);
        continue;
      }
      await this.client.del(resultKey(key));
      this.refuse(found, read.reason, pending, events);
    }
  }

  /** Names what was taken away because it is no result. Whoever puts it there again and again does not keep the study. */
  private refuse(found: Pending, reason: Value, pending: Map<string, Pending>, events: RunnerEvents): void {
    const { key, label } = found.task;
    if (++found.refused < ATTEMPTS) {
      this.note(
        t('{{label}}: what is in the queue is no result of it ({{reason}}), and it is made again', { label, reason }),
      );
      this.dueAtOnce = true;
      return;
    }
    pending.delete(key);
    events.failed(
      found.task,
      new CommandError(
        phrase('{{count}} times what came was no result of it: {{reason}}', { count: ATTEMPTS, reason }),
      ),
    );
  }

  /** Sees that the queue has what is missing, unless nobody wants it any more. Where Redis is full, that is told and waited for. */
  private async recount(pending: Map<string, Pending>): Promise<void> {
    this.dueAtOnce = false;
    try {
      const { id, withdrawn } = await this.standing();
      const keys = [...pending.keys()];
      if (withdrawn) {
        // What was put there while it was withdrawn.
        await takeOff(this.client, this.queue, id, keys);
        throw withdrawn;
      }
      await wantRuns(this.client, id, keys);
      await this.putMissing(pending);
    } catch (error) {
      if (!isFull(error)) throw error;
      const { shown } = this.address;
      if (!this.saidFull) this.note(t('the Redis at {{shown}} is full: the study waits until it has room', { shown }));
      this.saidFull = true;
    }
  }

  /** Puts every run on the queue that is neither there nor done. Its key is its number, so none is there twice. */
  private async putMissing(pending: Map<string, Pending>): Promise<void> {
    const jobs = await Promise.all(
      [...pending.values()].map(async (each) => [each, await this.jobOf(each.task.key)] as const),
    );
    for (const [{ task }, job] of jobs) {
      // A job goes when its result is there; between the two looks that may just have happened.
      if (job || (await this.client.exists(resultKey(task.key)))) continue;
      await this.queue.add('run', task, {
        jobId: task.key,
        attempts: ATTEMPTS,
        backoff: { type: 'fixed', delay: 1000 },
        removeOnComplete: true,
        removeOnFail: { age: KEEP_SECONDS },
      });
    }
  }

  /** Jobs that wait for nobody: BullMQ takes a finished one away, and one that is nowhere no worker ever sees. */
  private async takeForged(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    for (const found of [...pending.values()]) {
      const { key } = found.task;
      const job = await this.jobOf(key);
      if (!job || (await this.isDue(job)) || (await this.client.exists(resultKey(key)))) continue;
      await this.queue.remove(key).catch(() => 0);
      await this.client.del(this.queue.toKey(key));
      this.refuse(found, phrase('its job is finished, or put off, and there is no result'), pending, events);
    }
  }

  private async isDue(job: Job<Task>): Promise<boolean> {
    const state = await job.getState();
    if (state === 'delayed') return job.timestamp + job.delay < Date.now() + MOST_DELAY_MS;
    return state !== 'completed' && state !== 'unknown';
  }

  private async showActive(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    const active = await this.queue.getRanges(['active'], 0, -1);
    for (const id of active) {
      const found = pending.get(id);
      if (!found) continue;
      if (!found.begun) events.started(found.task);
      found.begun = true;
      const progress = readProgress((await this.jobOf(id))?.progress);
      if (progress) events.progress(found.task, progress);
    }
    await this.seeWorkers(active.length);
  }

  /** Null where there is none, or what is there is no job of BullMQ. */
  private async jobOf(key: string): Promise<Job<Task> | null> {
    try {
      return (await this.queue.getJob(key)) ?? null;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return null;
      throw error;
    }
  }

  private async seeWorkers(active: number): Promise<void> {
    this.lonely = active > 0 ? 0 : this.lonely + 1;
    if (this.lonely % LONELY_LOOKS !== LONELY_LOOKS - 1) return;
    if ((await this.queue.getWorkersCount()) > 0) return;
    const { shown } = this.address;
    this.note(t('no worker serves this study yet: lenet5 worker --queue {{shown}} on any machine does', { shown }));
  }

  private async takeFailures(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    for (const id of await this.queue.getRanges(['failed'], 0, -1)) {
      const found = pending.get(id);
      if (!found) continue;
      const said = (await this.jobOf(id))?.failedReason ?? '';
      pending.delete(id);
      const stalled = /stalled/.test(said);
      const reason = stalled ? t('its worker died {{count}} times', { count: ATTEMPTS }) : printable(said);
      // It makes room for the next try: the same study, started again.
      await this.queue.remove(id);
      events.failed(found.task, new Error(reason));
    }
  }

  async close(): Promise<void> {
    // A connection that is lost would be waited for.
    await Promise.race([this.queue.close(), wait(1000)]);
  }
}
