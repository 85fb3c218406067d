import type { Command } from 'commander';
import { MOST_THREADS } from '../settings.js';
import type { WorkerOptions } from '../study/queue/serve.js';
import { t } from '../texts/language.js';
import { examples, type Finish, OPTIONS, whole } from './options.js';

/** Timers take no more milliseconds than 31 bits hold. */
const MOST_PATIENCE = 1_000_000;

export function addWorker(program: Command, finish: Finish): void {
  program
    .command('worker')
    .description(t('make runs of studies that were started with --queue, until it is stopped'))
    .option('--queue <url>', t('the Redis with the runs: redis://[:PASSWORD@]HOST[:PORT], rediss:// for TLS'))
    .addOption(OPTIONS.passwordFile())
    .option(
      '--concurrency <n>',
      t('runs to make at the same time (default: one for each core)'),
      whole(1, MOST_THREADS),
    )
    .option('--snapshots <dir>', t('folder that all workers see, for runs in flight (default: the Redis itself)'))
    .option(
      '--patience <s>',
      t('seconds after which a run of a silent worker is given to another one'),
      whole(1, MOST_PATIENCE),
      30,
    )
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.noTurn())
    .addOption(OPTIONS.backend())
    .addHelpText('after', examples('lenet5 worker --queue redis://localhost'))
    .action(async (options: WorkerOptions) => {
      const { serveQueue } = await import('../study/queue/serve.js');
      finish(await serveQueue(options));
    });
}
