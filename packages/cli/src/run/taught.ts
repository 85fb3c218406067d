// The trainer of a run: after its teachers, where its recipe has any.
import { join } from 'node:path';
import { createTrainer, type Dataset, type Trainer } from 'lenet5';
import { CommandError } from '../errors.js';
import { progressFor } from '../progress.js';
import { type Configuration, untrainedTeachers } from '../study/result-key.js';
import { teachersFor } from '../teachers.js';
import { phrase, t } from '../texts/language.js';
import { TimeLeft } from './pace.js';
import { StopRequest } from './stop.js';

/** Beside the runs, where `runs/*` does not take it for one. */
const FOLDER = '.teachers';

/** What cannot be trained is refused here, before an hour of teaching. @throws SettingError, DataError */
export function untaughtTrainer(configuration: Configuration, data: Dataset): Trainer {
  const { architecture, recipe, seed, backend } = configuration;
  return createTrainer({ architecture, recipe, seed, backend, data, teachers: untrainedTeachers(configuration) });
}

/**
 * The same with its teachers, which are trained now unless they are kept beside the runs.
 * @throws TrainingError where one collapses; CommandError where it is stopped, or none can be kept
 */
export async function taughtTrainer(untaught: Trainer, configuration: Configuration, runs: string): Promise<Trainer> {
  const { architecture, recipe, seed, backend } = configuration;
  const { teachers } = recipe;
  if (teachers === 0) return untaught;
  const { data } = untaught;
  const progress = progressFor(process.stderr);
  const stop = new StopRequest(() => {});
  const folder = join(runs, FOLDER);
  let timeLeft = new TimeLeft();
  try {
    const trained = await teachersFor(configuration, data, {
      folder,
      signal: stop.aborted,
      began(teacher, path) {
        timeLeft = new TimeLeft();
        const values = { teacher, teachers, path: path ?? '' };
        progress.note(t('teacher {{teacher}} of {{teachers}} is trained first, and kept as {{path}}', values));
      },
      waits: (teacher) =>
        progress.note(
          t('teacher {{teacher}} of {{teachers}} is being trained by somebody else', { teacher, teachers }),
        ),
      progress: (each) => progress.update(each, timeLeft.of(each)),
      passDone: (record) => progress.passDone(record, recipe.passes),
    });
    if (trained) return createTrainer({ architecture, recipe, seed, backend, data, teachers: trained });
  } finally {
    progress.end();
    stop.release();
  }
  throw new CommandError(
    phrase(
      'Stopped before the run, while a teacher was trained: those that are done are kept in {{folder}}, and the same command goes on with them.',
      { folder },
    ),
    stop.exitCode ?? undefined,
  );
}
