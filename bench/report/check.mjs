/** A ratio may fall by this share. */
const ALLOWED_FALL = 0.15;

const RATIOS = { shareOfPeak: 'share of the peak', timesReference: 'times the reference backend' };

/**
 * Ratios of this library's SIMD backend now against the recorded ones. Absolute times are never compared: they belong to a machine.
 * @returns {{ compared: number, falls: Map<string, { id: string, sentence: string }> }} for each ratio that fell too far, by
 *   figure and ratio, of which figure it is and a sentence
 */
export function compareWithRecorded(now, recorded) {
  const before = new Map(recorded.figures.map((figure) => [figure.id, figure]));
  const falls = new Map();
  let compared = 0;
  for (const figure of now.figures.filter(({ who }) => who.startsWith('lenet5 simd'))) {
    for (const [key, name] of Object.entries(RATIOS)) {
      const [is, was] = [figure[key], before.get(figure.id)?.[key]];
      if (is === undefined || was === undefined) continue;
      compared++;
      if (is >= was * (1 - ALLOWED_FALL)) continue;
      const fall = (100 * (1 - is / was)).toFixed(0);
      const sentence = `${figure.id}: ${name} fell from ${was} to ${is}, by ${fall} %`;
      falls.set(`${figure.id} ${key}`, { id: figure.id, sentence });
    }
  }
  return { compared, falls };
}
