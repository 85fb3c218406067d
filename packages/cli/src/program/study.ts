import type { Command } from 'commander';
import type { StudyOptions } from '../commands/study.js';
import type { WorkerOptions } from '../commands/worker.js';
import { OPTIONS, whole } from '../settings/options.js';
import { examples, type Finish } from './help.js';

export function addStudy(program: Command, finish: Finish): void {
  program
    .command('study')
    .description('make many trainings, a grid of settings and seeds, and a table of what they came to')
    .argument('[STUDY]', 'a .yaml or .json file, or the name of a built-in study')
    .option('--list', 'list the built-in studies, or the rows of STUDY')
    .option('--plan', 'print how many runs and core-hours it takes, and make none')
    .option('--only <text...>', 'only rows whose name contains one of these texts')
    .option('--seeds <n>', 'only the first n seeds of each row', whole(1))
    .option('--threads <n>', 'runs to make at the same time (default: one for each core)', whole(1))
    .option('--queue <url>', 'let the workers on this Redis make the runs: redis://[:PASSWORD@]HOST[:PORT]')
    .option('--attach', 'show a study that is on the queue already')
    .option('--out <dir>', 'folder of the results; what is there already is not made again', 'studies')
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.backend())
    .addOption(OPTIONS.json())
    .addHelpText('after', examples('lenet5 study --list', 'lenet5 study smoke', 'lenet5 study my-study.yaml --plan'))
    .action(async (given: string | undefined, options: StudyOptions) => {
      const { study } = await import('../commands/study.js');
      finish(await study(given, options));
    });
}

export function addWorker(program: Command, finish: Finish): void {
  program
    .command('worker')
    .description('make runs of studies that were started with --queue, until it is stopped')
    .option('--queue <url>', 'the Redis with the runs: redis://[:PASSWORD@]HOST[:PORT], rediss:// for TLS')
    .option('--concurrency <n>', 'runs to make at the same time (default: one for each core)', whole(1))
    .option('--snapshots <dir>', 'folder that all workers see, for runs in flight (default: the Redis itself)')
    .option('--patience <s>', 'seconds after which a run of a silent worker is given to another one', whole(1), 30)
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.backend())
    .addHelpText('after', examples('lenet5 worker --queue redis://localhost'))
    .action(async (options: WorkerOptions) => {
      const { serveQueue } = await import('../commands/worker.js');
      finish(await serveQueue(options));
    });
}
