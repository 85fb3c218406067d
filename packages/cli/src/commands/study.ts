import type { Command } from 'commander';
import { MOST_THREADS } from '../settings.js';
import type { StudyOptions } from '../study/carry-out.js';
import { t } from '../texts/language.js';
import { examples, type Finish, namesGiven, OPTIONS, whole } from './options.js';

export function addStudy(program: Command, finish: Finish): void {
  program
    .command('study')
    .description(t('make many trainings, a grid of settings and seeds, and a table of what they came to'))
    .argument('[STUDY]', t('a .yaml or .json file, or the name of a built-in study'))
    .option('--list', t('list the built-in studies, or the rows of STUDY'))
    .option('--plan', t('print how many runs and core-hours it takes, and make none'))
    .option('--only <text...>', t('only rows whose name contains one of these texts'))
    .option('--seeds <n>', t('only the first n seeds of each row'), whole(1))
    .option('--threads <n>', t('runs to make at the same time (default: one for each core)'), whole(1, MOST_THREADS))
    .option('--queue <url>', t('let the workers on this Redis make the runs: redis://[:PASSWORD@]HOST[:PORT]'))
    .addOption(OPTIONS.passwordFile())
    .option('--attach', t('show a study that is on the queue already'))
    .option('--withdraw', t('take the study of that name off the queue; its results so far are kept'))
    .option('--out <dir>', t('folder of the results; what is there already is not made again'), 'studies')
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.noTurn())
    .addOption(OPTIONS.backend())
    .addOption(OPTIONS.json())
    .addHelpText('after', examples('lenet5 study --list', 'lenet5 study smoke', 'lenet5 study my-study.yaml --plan'))
    .action(async (given: string | undefined, options: StudyOptions, command: Command) => {
      const { study } = await import('../study/carry-out.js');
      finish(await study(given, options, namesGiven(command)));
    });
}
