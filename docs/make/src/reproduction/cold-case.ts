// Readings of the paper, held against what it prints: its rates of the first pass and both curves of Fig. 5.
import { type Architecture, createTrainer, type Dataset, type Recipe } from 'lenet5';
import { PAPER_FIG_5 } from 'lenet5/training';

/**
 * Lowest and highest η/(μ + h) of the first pass, over all parameters; paper p.42 has 7e-5 to 0.016.
 * @param data training set, of which the recipe draws the samples
 */
export function firstRates(
  architecture: Architecture,
  recipe: Recipe,
  seed: number,
  data: Dataset,
): readonly [lowest: number, highest: number] {
  const trainer = createTrainer({ architecture, recipe: { ...recipe, warmUp: 0 }, seed, data });
  const eta = trainer.rate;
  trainer.step();
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  for (const { data: rates } of trainer.network.second?.rates ?? []) {
    for (const rate of rates) {
      lowest = Math.min(lowest, eta * rate);
      highest = Math.max(highest, eta * rate);
    }
  }
  return [lowest, highest];
}

/** Root of the mean square of ln(ours / Fig. 5) over its twelve passes; null where there are fewer. */
export function distanceToFig5(ours: readonly number[], which: keyof typeof PAPER_FIG_5): number | null {
  const paper = PAPER_FIG_5[which];
  if (ours.length < paper.length) return null;
  const squares = paper.map((printed, i) => Math.log((ours[i] ?? 0) / printed) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
