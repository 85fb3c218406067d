const TITLES = {
  step: 'Training step',
  forward: 'Forward pass',
  distortion: 'Distortion of a picture',
  recognition: 'Recognition of a picture of 1 megapixel with 10 digits, after decoding',
};

const time = (/** @type {number} */ value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const percent = (/** @type {number | undefined} */ share) =>
  share === undefined ? '' : `${(share * 100).toFixed(0)} %`;

function lineOf(figure, fastest) {
  const { median, low, high } = figure.microseconds;
  const cells = [
    figure.who.padEnd(42),
    time(median).padStart(10),
    `${time(low)}–${time(high)}`.padStart(19),
    percent(figure.shareOfPeak).padStart(8),
    (fastest ? `${(median / fastest).toFixed(median / fastest < 10 ? 1 : 0)}×` : '').padStart(8),
  ];
  return cells.join('').trimEnd();
}

function blockOf(figures, results) {
  const [{ kind, preset, batch }] = figures;
  const ours = figures.find(({ who }) => who === 'lenet5 simd, Node');
  const products = results.multiplyAdds[preset]?.[kind];
  const count = products ? `, ${Math.round(products / 1000)}k multiply-adds` : '';
  const size = preset === '' ? '' : `, ${preset}, batch ${batch}`;
  const head = `${TITLES[kind]}${size}: µs a sample${count}`;
  const columns = `${''.padEnd(42)}${'median'.padStart(10)}${'quartiles'.padStart(19)}${'of peak'.padStart(8)}${'ours'.padStart(8)}`;
  return [head, columns, ...figures.map((figure) => lineOf(figure, ours?.microseconds.median)), ''];
}

function startUpLines({ startUp }) {
  if (!startUp) return [];
  const line = (where, spread) => {
    return spread ? [`  ${where}: ${time(spread.median)} ms (${time(spread.low)}–${time(spread.high)})`] : [];
  };
  const lines = startUp.entries.flatMap(({ entry, node, chromium }) => [
    ...line(`${entry}, Node`, node),
    ...line(`${entry}, Chromium`, chromium),
  ]);
  return ['Import to a ready network', ...lines, ''];
}

function evaluationLines({ evaluation }) {
  if (!evaluation) return [];
  const { repetitions, ...presets } = evaluation;
  const share = (/** @type {number} */ value) => `${(100 * value).toFixed(1)} %`;
  const lines = Object.entries(presets).map(
    ([preset, { median, low, high }]) => `  ${preset}: ${share(median)} (${share(low)} to ${share(high)})`,
  );
  return ['Measuring both errors beside training, as the blog does: more time a pass', ...lines, ''];
}

/** How much of it was timed beside somebody else on the same core. */
function quietLine({ quiet: { repetitions, disturbed, waitedSeconds } }) {
  return `${repetitions} repetitions, ${disturbed} of them on a disturbed core; waited ${waitedSeconds} s for a quiet one`;
}

/** What every peer had to show before it was timed. */
function agreementLines({ agreements }) {
  const failed = agreements.filter(({ ok }) => !ok);
  const passed = agreements.length - failed.length;
  const lines = [`The same work: ${passed} of ${agreements.length} checks against this library passed.`];
  for (const { who, preset, kind, reason } of failed) {
    lines.push(`not a comparison: ${who}, ${preset}, ${kind}: ${reason}`);
  }
  return lines;
}

/** Everything as text for a terminal. */
export function tableOf(results) {
  const { machine, peak, figures, skipped } = results;
  const blocks = group(figures);
  const lines = [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.date}`,
    peak ? `Peak of multiply+add in WebAssembly SIMD: ${peak.median} G/s (${peak.low}–${peak.high})` : '',
    quietLine(results),
    '',
    ...[...blocks.values()].flatMap((block) => blockOf(block, results)),
    ...startUpLines(results),
    ...evaluationLines(results),
    ...agreementLines(results),
    ...skipped.map((line) => `skipped: ${line}`),
  ];
  return lines.join('\n');
}

const keyOf = ({ kind, preset, batch }) => `${kind} ${preset} ${batch}`;

function group(figures) {
  const groups = new Map();
  for (const figure of figures) groups.set(keyOf(figure), [...(groups.get(keyOf(figure)) ?? []), figure]);
  return groups;
}
