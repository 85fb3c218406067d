// Bars of the training step at batch 1 on a logarithmic axis, as SVG written by hand.

const [WIDTH, LEFT, RIGHT, BAR, GAP, TOP] = [860, 300, 120, 16, 6, 44];
const TITLE = 'One training step, batch 1: µs, less is better';
const COLOURS = { ours: '#0b6e4f', others: '#8a94a6' };
const STYLE = "font-family:system-ui,'DejaVu Sans',sans-serif;font-size:13px;fill:#445";

const escapeText = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text = (x, y, anchor, value, more = '') => {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${more}>${escapeText(value)}</text>`;
};

function scaleOf(figures) {
  const values = figures.map(({ microseconds }) => microseconds.median);
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  const width = WIDTH - LEFT - RIGHT;
  const x = (/** @type {number} */ value) => LEFT + (width * Math.log(value / low)) / Math.log(high / low);
  const ticks = [];
  for (let tick = low; tick <= high; tick *= 10) ticks.push(tick);
  return { x, ticks };
}

function barOf(figure, y, x) {
  const { median } = figure.microseconds;
  const colour = figure.who.startsWith('lenet5') ? COLOURS.ours : COLOURS.others;
  const end = x(median).toFixed(1);
  const label = `${median >= 100 ? median.toFixed(0) : median.toFixed(1)} µs`;
  return [
    text(LEFT - 8, y + 13, 'end', figure.who),
    `<rect x="${LEFT}" y="${y}" width="${(Number(end) - LEFT).toFixed(1)}" height="${BAR}" rx="2" fill="${colour}"/>`,
    text(Number(end) + 6, y + 13, 'start', label),
  ];
}

/** One preset: a heading and its bars, fastest first. */
function panelOf(preset, figures, top, x) {
  const sorted = [...figures].sort((a, b) => a.microseconds.median - b.microseconds.median);
  const bars = sorted.flatMap((figure, i) => barOf(figure, top + 26 + i * (BAR + GAP), x));
  const heading = text(LEFT, top + 14, 'start', `${preset} preset`, 'font-weight="600"');
  return { parts: [heading, ...bars], bottom: top + 26 + sorted.length * (BAR + GAP) };
}

/** @returns {string} an SVG file */
export function chartOf(results) {
  const figures = results.figures.filter(({ kind, batch }) => kind === 'step' && batch === 1);
  const { x, ticks } = scaleOf(figures);
  const parts = [text(LEFT, 22, 'start', TITLE, 'font-weight="600"')];
  let top = TOP;
  for (const preset of ['blog', 'paper']) {
    const panel = panelOf(
      preset,
      figures.filter((figure) => figure.preset === preset),
      top,
      x,
    );
    parts.push(...panel.parts);
    top = panel.bottom + 14;
  }
  const grid = ticks.flatMap((tick) => {
    const at = x(tick).toFixed(1);
    const line = `<line x1="${at}" x2="${at}" y1="${TOP}" y2="${top}" stroke="#dde2ea"/>`;
    return [line, text(Number(at), top + 16, 'middle', tick.toLocaleString('en'))];
  });
  const { machine } = results;
  parts.push(
    text(WIDTH - 8, top + 38, 'end', `${machine.cpu}, Node ${machine.node}, ${machine.date}`, 'opacity="0.7"'),
  );
  const height = top + 50;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" style="${STYLE}">`;
  return `${[open, `<title>${TITLE}</title>`, `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`, ...grid, ...parts].join('\n')}\n</svg>\n`;
}
