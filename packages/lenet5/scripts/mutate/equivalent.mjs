// Changes that survive and may: each changes no result that the contract promises. An entry holds for the lines of
// `file` that contain `line`, and there for the changes whose description (the line with ⟦what changes⟧ → what comes in
// its place) contains or matches `change`, or for all without it. Keyed by text, not by number, so that lines can move.

const REWRITTEN = 'Values are written once more, and are the same: the steps overlap, or go on into the room behind.';
const MOVED = 'Only divides the work otherwise between a loop and the one for what it leaves; both give the same sums.';
const MULTIPLE = 'What it is compared with or masked is a multiple of 4 or of 16, for which both give the same.';
const UNREAD = 'The value stands for a map that is not there, and is not used.';
const ZEROS = 'Without a second map it reads at address 0, where 1,024 bytes are always 0: it adds products with 0.';
const TINY = 'Leaves bytes that make a number below 1e-37, which no sum can show.';

const ROOM = 'More scratch than is needed.';
const MORE = /⟦\d+⟧.*\(number (\+ 1|× 2)\)/;

/** @type {{ file: string, line: string, change?: string | RegExp, reason: string }[]} */
export const EQUIVALENT = [
  // columns.ts, pooled-columns.ts
  { file: 'columns.ts', line: 'x < rowOut; x += 16', change: /⟦(<|16)⟧/, reason: REWRITTEN },
  {
    file: 'assembly/columns.ts',
    line: 'v128.store(to, f32x4.splat(0));',
    change: '⟦0⟧',
    reason: 'Behind a plane may stand any finite number, since it is multiplied by 0.',
  },
  { file: 'assembly/columns.ts', line: 'block < width; block += 4', change: /⟦(<|4)⟧/, reason: REWRITTEN },
  { file: 'pooled-columns.ts', line: 'x < length; x += 16', change: /⟦(<|16)⟧/, reason: REWRITTEN },
  {
    file: 'pooled-columns.ts',
    line: '(width - 4) >> 1',
    change: /⟦4⟧.*→ 3/,
    reason: 'Widths are even: a half is rounded off.',
  },
  {
    file: 'pooled-columns.ts',
    line: 'const rowLength = ((rowStep >> 2) + 5) & ~3;',
    change: /⟦5⟧.*→ 6/,
    reason: 'Rows of scratch are longer than needed, in places that are written before they are read.',
  },
  {
    file: 'pooled-columns.ts',
    line: 'y < rows; y++, even += rowLength << 3',
    change: '⟦<⟧',
    reason: 'There is one odd row less than even ones: one more of them fits into its plane, and is multiplied by 0.',
  },
  {
    file: 'pooled-columns.ts',
    line: 'clearEnds(columns + 5 * planeStep',
    change: /dropped statement|⟦1⟧.*→ 0/,
    reason: 'Behind the odd rows stand numbers of the row that follows in `pairs`: finite, and multiplied by 0.',
  },
  {
    file: 'pooled-columns.ts',
    line: 'if (y + 1 < height) {',
    reason: 'Behind the last row of windows the gradient holds zeros.',
  },
  { file: 'pooled-columns.ts', line: 'block < half; block += 4', change: /⟦(<|4)⟧/, reason: REWRITTEN },
  {
    file: 'pooled-columns.ts',
    line: 'kx < 5; kx++, to += planeStep) v128.store(to, f32x4.splat(0));',
    change: /⟦0⟧\)\);.*→ 1/,
    reason: 'Behind a plane may stand any finite number, since it is multiplied by 0.',
  },

  // convolution-input.ts
  {
    file: 'convolution-input.ts',
    line: 'let last: usize = 0;',
    reason: 'Rows of taps beyond the ones that overlap read the margins, which are 0.',
  },
  { file: 'convolution-input.ts', line: 'q < length; q += 64', change: '⟦<⟧', reason: REWRITTEN },
  {
    file: 'convolution-input.ts',
    line: 'while (q >= first * rowStep + mapStep) first++;',
    reason: 'Which rows of taps are left out is a matter of time alone: the others read the margins, which are 0.',
  },
  {
    file: 'convolution-input.ts',
    line: 'while (last + 1 < rows && q + 64 > (last + 1) * rowStep) last++;',
    reason: 'Which rows of taps are left out is a matter of time alone: the others read the margins, which are 0.',
  },
  {
    file: 'convolution-input.ts',
    line: 'const begin = links + first * step;',
    change: '→ links ',
    reason: 'Rows of taps before the first that overlaps read the margins, which are 0.',
  },

  // convolution-weights.ts
  { file: 'convolution-weights.ts', line: 'end = taps + 100', change: '⟦100⟧; → 99', reason: MULTIPLE },
  { file: 'convolution-weights.ts', line: 'end = taps + 100', change: /⟦100⟧.*→ 99/, reason: MULTIPLE },
  { file: 'convolution-weights.ts', line: 'end = to + 96', change: /⟦96⟧.*→ 95/, reason: MULTIPLE },
  { file: 'convolution-weights.ts', line: 'if (deltaSecond) {', change: 'condition true', reason: ZEROS },
  {
    file: 'convolution-weights.ts',
    line: 'deltaSecond ? deltaSecond : delta',
    change: 'condition true',
    reason: ZEROS,
  },
  { file: 'convolution-weights.ts', line: 'deltaSecond ? deltaSecond + p : 0', change: /⟦0⟧.*→ 1/, reason: ZEROS },
  { file: 'convolution-weights.ts', line: 'const whole = (pixels & ~15) << 2;', change: /→ (>>|1) /, reason: MOVED },
  { file: 'convolution-weights.ts', line: 'for (; p < whole; p += 64)', change: 'dropped block', reason: MOVED },
  { file: 'convolution-weights.ts', line: 'for (; p + 16 < end; p += 48) {', reason: MOVED },
  {
    file: 'convolution-weights.ts',
    line: 'if (p < end) rest4(',
    change: '⟦<⟧',
    reason: 'With nothing left it multiplies by deltas that are all 0.',
  },
  { file: 'convolution-weights.ts', line: 'v128.store(sums, zero, ', change: /⟦(16|32)⟧.*→ (17|33)/, reason: TINY },
  { file: 'convolution-weights.ts', line: 'for (; delta + 64 <= end; delta += 64) {', reason: MOVED },
  {
    file: 'convolution-weights.ts',
    line: 'paired ? load<usize>(table, ENTRY + 4) + shift : 0',
    change: '⟦0⟧',
    reason: UNREAD,
  },

  // convolution.ts
  { file: 'assembly/convolution.ts', line: '= second ? ', reason: UNREAD },
  {
    file: 'assembly/convolution.ts',
    line: 'for (let input: usize = 0; input < inputs; input++, from += mapStep) {',
    change: '⟦<⟧',
    reason: 'The table connects no map beyond the last one.',
  },
  {
    file: 'assembly/convolution.ts',
    line: 'if (pixels >= 16) {',
    reason: 'Small maps can go pixel by pixel or, from 16 pixels on, in blocks: the sums are the same.',
  },
  { file: 'assembly/convolution.ts', line: 'p < pixels; p += 16', change: /⟦(<|16)⟧/, reason: REWRITTEN },

  // dense-batch.ts, dense.ts
  {
    file: 'dense-batch.ts',
    line: 'if (step & 15 || outputStep & 7) return 0;',
    reason: 'Samples that are not taken in fours are taken one by one, with the same sums.',
  },
  { file: 'dense-batch.ts', line: 'for (; j + 64 <= end; j += 64) {', reason: MOVED },
  {
    file: 'dense-batch.ts',
    line: 'products(weights, delta, gradient, samples, inputs, outputs, step, 4, deltaStep, 1, 0);',
    change: '⟦1⟧',
    reason: 'The scale is not read where sums are stored and not added.',
  },
  {
    file: 'dense-batch.ts',
    line: 'deltaStep, 4, rate, 1);',
    change: /⟦1⟧.*→ 2/,
    reason: '`keep` is only compared with 0.',
  },
  { file: 'assembly/dense.ts', line: 'step & ~15', change: /⟦15⟧.*→ 14/, reason: MULTIPLE },
  { file: 'assembly/dense.ts', line: '(step & 15) >> 2', change: /⟦15⟧.*→ 14/, reason: MULTIPLE },
  { file: 'assembly/dense.ts', line: 'for (; row + 5 <= outputs; row += 5)', reason: MOVED },
  { file: 'assembly/dense.ts', line: 'for (; x + 32 <= last;', change: /⟦32⟧.*→ 31/, reason: MULTIPLE },
  { file: 'assembly/dense.ts', line: 'if (!shift && !(inputs & 3)) {', reason: MOVED },
  { file: 'assembly/dense.ts', line: 'for (; row + 4 <= outputs; row += 4', reason: MOVED },
  {
    file: 'assembly/dense.ts',
    line: 'if (samples == 1) {',
    reason: 'The way for several samples gives the same for one.',
  },
  { file: 'assembly/dense.ts', line: 'memory.fill(inputDelta, 0,', change: '⟦0⟧', reason: TINY },

  // distortion.ts, image.ts
  {
    file: 'distortion.ts',
    line: 'if (elastic) {',
    change: 'condition true',
    reason: 'Rows of displacements are blended into scratch that is not read then.',
  },
  {
    file: 'image.ts',
    line: 'v128.load32_zero(pixels)',
    change: 'load32_splat',
    reason: 'Only the lowest four bytes are used.',
  },
  { file: 'image.ts', line: 'for (; x + 4 <= size; x += 4)', reason: MOVED },
  { file: 'image.ts', line: 'for (; x + 4 <= count; x += 4)', change: /⟦4⟧.*→ 3/, reason: REWRITTEN },

  // rbf.ts
  {
    file: 'assembly/rbf.ts',
    line: 'lanes == 4 ? v128.load(',
    change: 'condition true',
    reason: 'Lanes beyond the last unit are read, and neither summed up nor stored.',
  },
  {
    file: 'assembly/rbf.ts',
    line: 'f32x4.splat(gradient), f32x4.splat(x)), 0)',
    change: '⟦0⟧',
    reason: 'All lanes hold the same.',
  },

  // squash.ts
  {
    file: 'assembly/squash.ts',
    line: 'const CONSTANTS: usize = 64;',
    reason: 'Another place for the constants, in the same kilobyte that belongs to nobody else.',
  },
  {
    file: 'assembly/squash.ts',
    line: 'set(12, 1e-36);',
    change: '→ 2e-36',
    reason: 'What becomes 0 begins at 1.4e-18 in place of 1e-18.',
  },
  {
    file: 'assembly/squash.ts',
    line: 'f32x4.lt(u, tiny)',
    change: '→ le',
    reason: 'What becomes 0 begins at 1e-18 itself.',
  },
  {
    file: 'assembly/squash.ts',
    line: 'if (!kind) return;',
    reason: 'Without a function nothing is done to the vectors, and the rest is copied and written back.',
  },
  { file: 'assembly/squash.ts', line: 'SCRATCH + 16, kind', change: /⟦16⟧.*→ 15/, reason: MULTIPLE },

  // subsampling.ts
  {
    file: 'subsampling.ts',
    line: 'if (half >= 4) {',
    reason: 'Rows of four and more can go in vectors or one by one: the results are the same.',
  },
  { file: 'subsampling.ts', line: 'block < half; block += 4', change: /⟦(<|4)⟧/, reason: REWRITTEN },
  {
    file: 'subsampling.ts',
    line: 'v128.load32_zero(state)), 0)',
    change: 'load32_splat',
    reason: 'Only the first lane is used.',
  },

  {
    file: 'subsampling.ts',
    line: 'for (let p: usize = 0; p < whole; p += 4, pooled += 16, state += 16) {',
    change: /= ⟦0⟧; .*→ 1/,
    reason: '`p` only counts the turns, and there are as many.',
  },

  // reference/
  {
    file: 'reference/convolution.ts',
    line: 'const [samples = 1] = output.state.shape;',
    change: '⟦1⟧',
    reason: 'Only the compiler thinks that a shape may be empty.',
  },

  // wasm/
  { file: 'wasm/convolution.ts', line: 'host.arena.', change: MORE, reason: ROOM },
  { file: 'wasm/distortion.ts', line: 'arena.', change: MORE, reason: ROOM },
  { file: 'wasm/distortion.ts', line: 'elastic ? 1 : 0,', change: /⟦1⟧.*→ 2/, reason: 'It is only compared with 0.' },
  { file: 'wasm/convolution.ts', line: '}).flat(2);', change: MORE, reason: 'There is nothing deeper to flatten.' },
  {
    file: 'wasm/convolution.ts',
    line: 'const plane = Math.ceil(',
    reason: `${ROOM} 15 floats behind a plane are as good as 16.`,
  },
  { file: 'wasm/convolution.ts', line: '.pairs`', change: /⟦(-|1|6)⟧/, reason: ROOM },
  { file: 'wasm/convolution.ts', line: 'const paddedMap = to.pixels + 8 * row + 16;', change: MORE, reason: ROOM },
  {
    file: 'wasm/convolution.ts',
    line: 'if (samples > 1 || spec.backwardAlone) lay(s);',
    change: /condition true|⟦>⟧|→ 0 /,
    reason: 'Columns that are still there are laid out again, with the same values.',
  },

  {
    file: 'wasm/index.ts',
    line: 'const PAGE = 65536;',
    change: /→ 6553[57] /,
    reason: 'A difference only where a memory ends within some bytes of the end of a page.',
  },
  {
    file: 'wasm/index.ts',
    line: "padding === 'replicate' ? 1 : 0",
    change: /⟦1⟧.*→ 2/,
    reason: 'It is only compared with 0.',
  },
  {
    file: 'wasm/module.ts',
    line: ',',
    change: /^⟦\d+⟧, → /,
    reason:
      'Bytes of the probe for SIMD: it only decides which backend is taken unasked, and these tests ask for theirs.',
  },
  {
    file: 'wasm/module.ts',
    line: 'for (let i = words; i < bytes.length; i++)',
    reason: 'The one to three bytes that are left, 0b at last, read alike; a write beyond an array does nothing.',
  },
  { file: 'wasm/module.ts', line: 'const words = bytes.length & ~3;', reason: MOVED },
  {
    file: 'wasm/module.ts',
    line: 'for (let i = 0; i < words; i += 4) view.setUint32',
    change: /⟦0⟧.*→ 1|⟦4⟧.*→ 3/,
    reason: 'Bytes are written once more, and are the same; the first byte of a module is 0.',
  },

  // vector.ts
  {
    file: 'assembly/vector.ts',
    line: 'const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 1, 0, 3, 2));',
    change: /1, ⟦0⟧, 3|3, ⟦2⟧\)/,
    reason: 'Only lanes 0 and 2 of the pairs are used.',
  },
  {
    file: 'assembly/vector.ts',
    line: 'return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 2);',
    change: /⟦(0|2)⟧\).*→ (1|3) /,
    reason: 'Lanes 0 and 1 of the pairs hold the same sum, and so do 2 and 3.',
  },
];

export function explanationOf({ file, line, rule }) {
  return EQUIVALENT.find((entry) => {
    if (!file.endsWith(entry.file) || !line.text.includes(entry.line)) return false;
    const description = `${line.change} (${rule})`;
    if (entry.change instanceof RegExp) return entry.change.test(description);
    return description.includes(entry.change ?? '');
  });
}
