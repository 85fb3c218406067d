/** A ratio may fall by this share. */
const ALLOWED_FALL = 0.15;

const RATIOS = { shareOfPeak: 'share of the peak', timesReference: 'times the reference backend' };

/**
 * Ratios of this library's SIMD backend now against the recorded ones. Absolute times are never compared: they belong to a machine.
 * A slower kernel falls in all its ratios; where only one falls, what it was measured against has become faster.
 * @returns {{ compared: number, falls: Map<string, string> }} by id, a sentence for each figure that fell too far
 */
export function compareWithRecorded(now, recorded) {
  const before = new Map(recorded.figures.map((figure) => [figure.id, figure]));
  const falls = new Map();
  let compared = 0;
  for (const figure of now.figures.filter(({ who }) => who.startsWith('lenet5 simd'))) {
    const ratios = Object.entries(RATIOS)
      .map(([key, name]) => ({ name, is: figure[key], was: before.get(figure.id)?.[key] }))
      .filter(({ is, was }) => is !== undefined && was !== undefined);
    compared += ratios.length;
    if (ratios.length === 0 || ratios.some(({ is, was }) => is >= was * (1 - ALLOWED_FALL))) continue;
    const sentences = ratios.map(({ name, is, was }) => `${name} fell from ${was} to ${is}`);
    falls.set(figure.id, `${figure.id}: ${sentences.join(', ')}`);
  }
  return { compared, falls };
}
