import { ARCHITECTURES } from 'lenet5';
import { layersOf } from 'lenet5/core';
import { A_CALL } from '../peak/peak.mjs';
import { PRESETS } from '../run/contenders.mjs';
import { usefulWork } from '../run/counts.mjs';

/** Multiply-adds of each preset, from its layers. */
function workOfPresets() {
  return Object.fromEntries(PRESETS.map((preset) => [preset, usefulWork(layersOf(ARCHITECTURES[preset]))]));
}

const round = (/** @type {number} */ value) => Number(value.toPrecision(4));

function rounded({ median, low, high }) {
  return { median: round(median), low: round(low), high: round(high) };
}

/** Times of the whole batch become times of one sample, with the share of the peak where multiply-adds are counted. */
function perSample(figure, work, peak) {
  const { median, low, high } = figure.microseconds;
  const { batch } = figure;
  const microseconds = rounded({ median: median / batch, low: low / batch, high: high / batch });
  const products = work[figure.preset]?.[figure.kind];
  const ours = figure.who.startsWith('lenet5');
  if (!products || !peak || !ours) return { ...figure, microseconds };
  return { ...figure, microseconds, shareOfPeak: round(products / microseconds.median / 1000 / peak.median) };
}

/** The share of the peak that the multiply-adds of `figure` reach, and how much faster it is than the reference. */
function withReference(figure, figures) {
  if (!figure.who.startsWith('lenet5 simd')) return figure;
  const other = idLike(figure, figure.who.replace('simd', 'reference'));
  const reference = figures.find(({ id }) => id === other);
  if (!reference) return figure;
  return { ...figure, timesReference: round(reference.microseconds.median / figure.microseconds.median) };
}

function idLike({ kind, preset, batch }, who) {
  return [kind, preset, batch, who].join('/');
}

/**
 * @param {import('../run/interleave.mjs').Figure[]} timed
 * @param {object} about machine, versions, how quiet it was, agreements, what was skipped, start-up
 */
export function resultsOf(timed, about) {
  const multiplyAdds = workOfPresets();
  const measured = timed.find(({ kind }) => kind === 'peak')?.microseconds;
  const giga = (/** @type {number} */ microseconds) => A_CALL / microseconds / 1000;
  // The fastest quarter of the times is the highest quarter of the rates.
  const peak =
    measured && rounded({ median: giga(measured.median), low: giga(measured.high), high: giga(measured.low) });
  const figures = timed.filter(({ kind }) => kind !== 'peak').map((figure) => perSample(figure, multiplyAdds, peak));
  return {
    ...about,
    unit: 'microseconds for one sample; spread is the quartiles; peak in 10⁹ multiply-adds a second',
    peak: peak ?? null,
    multiplyAdds,
    figures: figures.map((figure) => withReference(figure, figures)),
  };
}
