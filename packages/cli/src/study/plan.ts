import type { MnistFolder } from 'lenet5/node';
import { compareOnValidation } from 'lenet5/training';
import { settingsFor } from '../classes.js';
import { finalPass, type Outcome } from './result.js';
import { type Surroundings, type Task, tasksOf } from './result-key.js';
import { type Candidate, chosenTraining, commandOf, type Row, type Training } from './rows.js';

/** What a study knows so far, by key. */
export type Results = ReadonlyMap<string, { readonly outcome: Pick<Outcome, 'passes' | 'stopped'> }>;

/** The runs of rows. Each training is resolved once, and its runs are put together once. */
export class Planner {
  private readonly tasks = new Map<Training, readonly Task[]>();
  private readonly chosen = new Map<Candidate, Training>();

  constructor(
    private readonly data: MnistFolder,
    private readonly surroundings: Surroundings,
    /** Options of the study that the command of one run needs too: its data and its backend. */
    private readonly place: readonly string[] = [],
  ) {}

  /** The trainings by which a row's choice is made; none where there is nothing to choose. */
  candidates({ name, choose, candidates }: Row): Task[] {
    return candidates.flatMap(({ value, training }) =>
      choose ? this.tasksOf(training, [choose.seed], `${name}: ${choose.switch}=${value}`) : [],
    );
  }

  /** The runs of a row; null while its choice is not made. */
  runs(row: Row, results: Results): readonly Task[] | null {
    const training = this.trainingOf(row, results);
    return training && this.tasksOf(training, row.seeds, row.name);
  }

  /** What is trained with each seed, the choice made; null while it is not. */
  trainingOf(row: Row, results: Results): Training | null {
    if (!row.choose) return row.training;
    const best = this.bestOf(row, results);
    return best && this.chosenTraining(row, best);
  }

  /** The command of one run of a row; null while its choice is not made. */
  command(row: Row, results: Results): string | null {
    const training = this.trainingOf(row, results);
    return training && commandOf(training.request, 'N', this.place);
  }

  /** For the plan: the runs as they will be, but for the value to be chosen. */
  expectedRuns(row: Row): readonly Task[] {
    const [first] = row.candidates;
    return this.tasksOf(first ? this.chosenTraining(row, first) : row.training, row.seeds, row.name);
  }

  private chosenTraining(row: Row, candidate: Candidate): Training {
    const training = this.chosen.get(candidate) ?? chosenTraining(row, candidate.value);
    this.chosen.set(candidate, training);
    return training;
  }

  private tasksOf(training: Training, seeds: readonly number[], label: string): readonly Task[] {
    const fitting = { ...training, settings: settingsFor(training.settings, this.data) };
    const tasks = this.tasks.get(training) ?? tasksOf(fitting, seeds, label, this.data, this.surroundings);
    this.tasks.set(training, tasks);
    return tasks;
  }

  /** The first of the best on validation; what could not be trained comes last. Null while one is missing. */
  private bestOf(row: Row, results: Results): Candidate | null {
    const outcomes = this.candidates(row).map(({ key }) => results.get(key)?.outcome);
    const scored = row.candidates.flatMap((candidate, i) => {
      const outcome = outcomes[i];
      if (!outcome) return [];
      const last = outcome.stopped === null ? finalPass(outcome) : undefined;
      const validationErrorPercent = last?.validationErrorPercent ?? Number.POSITIVE_INFINITY;
      const validationLoss = last?.validationLoss ?? Number.POSITIVE_INFINITY;
      return [{ candidate, validationErrorPercent, validationLoss }];
    });
    if (scored.length < row.candidates.length) return null;
    return scored.sort(compareOnValidation)[0]?.candidate ?? null;
  }
}

/** Each key once: rows may share runs. */
export function distinct(tasks: readonly Task[]): Task[] {
  return [...new Map(tasks.map((task) => [task.key, task])).values()];
}
