/**
 * Times contenders in turns, one repetition each, round after round: what disturbs the machine for a while disturbs all
 * of them, not one. A repetition counts where the core was quiet (quiet.mjs). The figure is the median, the spread the
 * two quartiles.
 */

/**
 * @typedef {object} Effort
 * @property {number} rounds repetitions of each contender
 * @property {number} milliseconds of one repetition, about
 * @property {number} longest most milliseconds for all repetitions of one contender; at least 3 repetitions all the same
 * @property {number} patience most milliseconds to wait for a quiet core, in all
 */

/** @type {Record<'full' | 'quick', Effort>} */
export const EFFORTS = {
  full: { rounds: 15, milliseconds: 40, longest: 3000, patience: 600_000 },
  quick: { rounds: 3, milliseconds: 8, longest: 100, patience: 0 },
};

/** @typedef {{ median: number, low: number, high: number }} Spread */

/** @param {readonly number[]} values @returns {Spread} median and quartiles */
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const rest = place - below;
    return sorted[below] * (1 - rest) + (sorted[below + 1] ?? sorted[below]) * rest;
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** How many steps fill a repetition. Doubling up to there also warms the engine up. */
async function calibrate(contender, { milliseconds, rounds, longest }) {
  let [count, elapsed] = [1, await contender.repeat(1)];
  while (elapsed < milliseconds / 2) {
    count *= 2;
    elapsed = await contender.repeat(count);
  }
  const one = elapsed / count;
  const steps = Math.max(1, Math.round(milliseconds / one));
  const least = Math.min(3, rounds);
  const turns = Math.max(least, Math.min(rounds, Math.floor(longest / (steps * one))));
  return { contender, steps, turns, microseconds: /** @type {number[]} */ ([]) };
}

/**
 * @param {readonly import('./contender.mjs').Contender[]} contenders
 * @param {Effort} effort
 * @param {import('./quiet.mjs').QuietCore} quiet
 * @param {(line: string) => void} progress
 * @returns {Promise<Figure[]>}
 */
export async function timeInTurns(contenders, effort, quiet, progress) {
  const runs = [];
  for (const contender of contenders) {
    progress(`warming up ${contender.id}`);
    runs.push(await calibrate(contender, effort));
  }
  for (let round = 0; round < effort.rounds; round++) {
    progress(`round ${round + 1} of ${effort.rounds}`);
    for (const run of runs) {
      // Those with fewer turns take them spread over all rounds.
      const due = Math.floor(((round + 1) * run.turns) / effort.rounds);
      if (due === run.microseconds.length) continue;
      const elapsed = await quiet.during(() => run.contender.repeat(run.steps));
      run.microseconds.push((elapsed * 1000) / run.steps);
    }
  }
  return runs.map(figureOf);
}

/**
 * @typedef {object} Figure
 * @property {string} id
 * @property {string} kind
 * @property {string} preset
 * @property {number} batch
 * @property {string} who
 * @property {Spread} microseconds of a step or pass of the whole batch
 * @property {number} repetitions
 * @property {number} stepsEach steps of one repetition
 */
function figureOf({ contender, steps, microseconds }) {
  const { id, kind, preset, batch, who } = contender;
  const repetitions = microseconds.length;
  return { id, kind, preset, batch, who, microseconds: spreadOf(microseconds), repetitions, stepsEach: steps };
}
