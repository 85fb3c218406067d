import type { Surroundings } from '../configuration.js';

/** Everything that this program keeps in Redis begins with this. */
export const PREFIX = 'lenet5';

/**
 * The queue of runs that are comparable: those of one version of the code, one data set, one backend. A worker listens to
 * its own queue only, so it cannot take a run that it would compute otherwise.
 */
export function queueName({ code, data, backend }: Surroundings): string {
  return `runs-${code}-${data.slice(0, 12)}-${backend}`;
}

/** The result of a run, JSON; written before its job is done, so that a job that is gone has a result or is lost. */
export const resultKey = (key: string) => `${PREFIX}:result:${key}`;

/** Where a run can be taken up again. */
export const snapshotKey = (key: string) => `${PREFIX}:snapshot:${key}`;

/** A hash: how many times the run of each key was begun. */
export const EXECUTIONS = `${PREFIX}:executions`;

/** A hash: the studies that are not complete, by name. */
export const STUDIES = `${PREFIX}:studies`;

/** How long results and snapshots stay. */
export const KEEP_SECONDS = 30 * 24 * 3600;
