import type { MnistFolder } from 'lenet5/node';
import { type Surroundings, type Task, taskOf } from './configuration.js';
import type { Outcome } from './result.js';
import { choiceRequest, chosenRequest, type Row, type RunRequest } from './rows.js';

/** What a study knows so far, by key. */
export type Results = ReadonlyMap<string, { readonly outcome: Pick<Outcome, 'passes' | 'stopped'> }>;

/** One value of a choice and what it came to. */
export interface Candidate {
  readonly value: string;
  readonly task: Task;
}

/** Puts the runs of rows together. */
export class Planner {
  constructor(
    private readonly data: MnistFolder,
    private readonly surroundings: Surroundings,
  ) {}

  /** The trainings by which a row's choice is made; none where there is nothing to choose. */
  candidates({ name, request, choose }: Row): Candidate[] {
    if (!choose) return [];
    return choose.values.map((value) => {
      const label = `${name}: ${choose.switch}=${value}`;
      const asked = choiceRequest(request, choose, value);
      return { value, task: taskOf(asked, choose.seed, label, this.data, this.surroundings) };
    });
  }

  /** The runs of a row; null while its choice is not made. */
  runs(row: Row, results: Results): Task[] | null {
    const request = this.requestOf(row, results);
    return request && this.runsOf(row, request);
  }

  /** What is trained with each seed, the choice made; null while it is not. */
  requestOf(row: Row, results: Results): RunRequest | null {
    if (!row.choose) return row.request;
    const best = bestOf(this.candidates(row), results);
    return best && chosenRequest(row.request, row.choose, best.value);
  }

  /** For the plan: the runs as they will be, but for the value to be chosen. */
  expectedRuns(row: Row): Task[] {
    const { choose, request } = row;
    return this.runsOf(row, choose ? chosenRequest(request, choose, choose.values[0] as string) : request);
  }

  private runsOf(row: Row, request: RunRequest): Task[] {
    return row.seeds.map((seed) => taskOf(request, seed, row.name, this.data, this.surroundings));
  }
}

/** Fewest validation errors, then the lowest validation loss, then the first; what could not be trained comes last. */
function bestOf(candidates: readonly Candidate[], results: Results): Candidate | null {
  const scored: { candidate: Candidate; error: number; loss: number }[] = [];
  for (const candidate of candidates) {
    const result = results.get(candidate.task.key);
    if (!result) return null;
    const { stopped, passes } = result.outcome;
    const last = stopped === null ? passes.at(-1) : undefined;
    const error = last?.validationErrorPercent ?? Number.POSITIVE_INFINITY;
    scored.push({ candidate, error, loss: last?.validationLoss ?? Number.POSITIVE_INFINITY });
  }
  const order = (a: number, b: number) => (a === b ? 0 : a - b);
  return scored.sort((a, b) => order(a.error, b.error) || order(a.loss, b.loss))[0]?.candidate ?? null;
}

/** Each key once: rows may share runs. */
export function distinct(tasks: readonly Task[]): Task[] {
  return [...new Map(tasks.map((task) => [task.key, task])).values()];
}
