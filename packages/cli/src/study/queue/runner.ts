import { setTimeout as wait } from 'node:timers/promises';
import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Progress } from 'lenet5/training';
import type { CommandError } from '../../errors.js';
import { t } from '../../texts/language.js';
import type { RunnerEvents, StudyRunner } from '../conduct.js';
import type { StudyResult } from '../result.js';
import type { Surroundings, Task } from '../result-key.js';
import { KEEP_SECONDS, type QueueAddress, queueName, resultKey } from './address.js';
import { type Connected, isFull } from './connection.js';
import { takeOff, wantRuns } from './withdraw.js';

/** Between two looks at the queue. */
const POLL_MS = 500;
/** Looks until jobs are counted again: a Redis that was started anew may have lost them. */
const RECOUNT_LOOKS = 6;
/** Looks without a worker until somebody should know. */
const LONELY_LOOKS = 10;
/** Times that a run is tried. */
const ATTEMPTS = 3;

/** What is known of a run that has no result yet. */
interface Pending {
  readonly task: Task;
  begun: boolean;
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
    const pending = new Map(tasks.map((task) => [task.key, { task, begun: false }]));
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
      if (++this.looks % RECOUNT_LOOKS === 0) await this.recount(pending);
      if (pending.size > 0) await wait(POLL_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Results that have come in. */
  private async collect(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    const keys = [...pending.keys()];
    if (keys.length === 0) return;
    const texts = await this.client.mget(keys.map(resultKey));
    for (const [i, key] of keys.entries()) {
      const [text, found] = [texts[i], pending.get(key)];
      if (!text || !found) continue;
      pending.delete(key);
      await events.finished(found.task, JSON.parse(text) as StudyResult);
    }
  }

  /** Sees that the queue has what is missing, unless nobody wants it any more. Where Redis is full, that is told and waited for. */
  private async recount(pending: Map<string, Pending>): Promise<void> {
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
      [...pending.values()].map(async (each) => [each, await this.queue.getJob(each.task.key)] as const),
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

  private async showActive(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    const jobs = await this.queue.getActive();
    for (const job of jobs) {
      const found = pending.get(job?.id ?? '');
      if (!found) continue;
      if (!found.begun) events.started(found.task);
      found.begun = true;
      const progress = job.progress as Partial<Progress>;
      if (typeof progress === 'object' && progress.samples !== undefined) {
        events.progress(found.task, progress as Progress);
      }
    }
    await this.seeWorkers(jobs.length);
  }

  private async seeWorkers(active: number): Promise<void> {
    this.lonely = active > 0 ? 0 : this.lonely + 1;
    if (this.lonely % LONELY_LOOKS !== LONELY_LOOKS - 1) return;
    if ((await this.queue.getWorkersCount()) > 0) return;
    const { shown } = this.address;
    this.note(t('no worker serves this study yet: lenet5 worker --queue {{shown}} on any machine does', { shown }));
  }

  private async takeFailures(pending: Map<string, Pending>, events: RunnerEvents): Promise<void> {
    for (const job of (await this.queue.getFailed()) as Job<Task>[]) {
      const found = pending.get(job?.id ?? '');
      if (!found) continue;
      pending.delete(found.task.key);
      const stalled = /stalled/.test(job.failedReason);
      const reason = stalled ? t('its worker died {{count}} times', { count: ATTEMPTS }) : job.failedReason;
      // It makes room for the next try: the same study, started again.
      await job.remove();
      events.failed(found.task, new Error(reason));
    }
  }

  async close(): Promise<void> {
    // A connection that is lost would be waited for.
    await Promise.race([this.queue.close(), wait(1000)]);
  }
}
