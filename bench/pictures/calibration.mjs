// Confidence against the share that is right, in ten bins of confidence, for digits and for whole texts.

const BINS = 10;
/** What is judged. */
export const JUDGED = ['digits', 'texts'];

const empty = () => Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, right: 0 }));

/**
 * The confidences of one answer. An answer with a "?" makes no claim about the whole text; digits are known by their
 * place where the answer is as long as the label.
 */
function claimsOf({ text, complete, confidence, digits }, label) {
  const placed = digits.length === label.length && text !== '' ? digits.map((digit, i) => [digit, label[i]]) : [];
  return {
    digits: placed
      .filter(([{ rejected }]) => !rejected)
      .map(([digit, expected]) => ({ confidence: digit.confidence, right: String(digit.digit) === expected })),
    texts: complete ? [{ confidence, right: text === label }] : [],
  };
}

/** For each of `JUDGED`, bins with their count, the sum of their confidences and how many were right. */
export function binsOf(answer, label) {
  const claims = claimsOf(answer, label);
  return Object.fromEntries(
    JUDGED.map((judged) => {
      const bins = empty();
      for (const { confidence, right } of claims[judged]) {
        const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
        bin.count++;
        bin.confidence += confidence;
        bin.right += Number(right);
      }
      return [judged, bins];
    }),
  );
}

export function sumBins(several) {
  const total = Object.fromEntries(JUDGED.map((judged) => [judged, empty()]));
  for (const each of several) {
    for (const judged of JUDGED) {
      each[judged].forEach((bin, i) => {
        for (const key of Object.keys(bin)) total[judged][i][key] += bin[key];
      });
    }
  }
  return total;
}

/** Several bins as one. */
export function totalOf(bins) {
  const total = { count: 0, confidence: 0, right: 0 };
  for (const bin of bins) for (const key of Object.keys(total)) total[key] += bin[key];
  return total;
}

/** How far confidence is from the share right, in the mean over all claims, 0 to 1. */
export function expectedError(bins) {
  const { count } = totalOf(bins);
  return count ? bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / count : 0;
}

const percent = (part, of) => (of ? ((100 * part) / of).toFixed(1) : '–').padStart(10);

/** Per cent, as text for a terminal. */
export function tableOf(bins) {
  const cells = ({ count, confidence, right }) =>
    `${String(count).padStart(9)}${percent(confidence, count)}${percent(right, count)}`;
  const line = (name, each) => `${name.padEnd(12)}${JUDGED.map((judged) => each(bins[judged])).join('   ')}`;
  return [
    `${''.padEnd(12)}${JUDGED.map((judged) => judged.padStart(29)).join('   ')}`,
    line('confidence', () => `${'count'.padStart(9)}${'mean'.padStart(10)}${'right'.padStart(10)}`),
    ...Array.from({ length: BINS }, (_, i) =>
      line(`${(i / BINS).toFixed(1)} to ${((i + 1) / BINS).toFixed(1)}`, (some) => cells(some[i])),
    ),
    line('all', (some) => cells(totalOf(some))),
    line('error', (some) => `${''.padStart(19)}${percent(expectedError(some), 1)}`),
  ].join('\n');
}
