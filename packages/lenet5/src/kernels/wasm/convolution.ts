import type { Border, ConvolutionSpec, Filter, Kernel, Units } from '../contract.js';
import { deltaOf, mapSizes } from '../shapes.js';
import { addressOf, FLOAT, type Host, nothing, SQUASH, sampleOf, shiftOf } from './host.js';

/**
 * How the input is laid out before it is convolved: assembly/columns.ts, or with stride 2 assembly/pooled-columns.ts, and
 * assembly/strided-columns.ts where there is a border.
 */
interface Layout {
  readonly stride: 1 | 2;
  /** Floats of one plane. */
  readonly plane: number;
  /** Floats of one output row. */
  readonly row: number;
  /** What a window is multiplied by, and how often its sum contains the bias. */
  readonly factor: number;
  readonly bias: number;
}

function layoutOf({ input, output, pooling, border }: ConvolutionSpec): Layout {
  const { height } = mapSizes(input.state);
  const { width } = mapSizes(output.state);
  const stride = pooling || border ? 2 : 1;
  const rows = height + 2 * (border?.cells ?? 0);
  const plane = Math.ceil((Math.ceil(rows / stride) * width) / 16) * 16 + 16;
  return { stride, plane, row: width, factor: pooling === 'average' ? 0.25 : 1, bias: pooling === 'sum' ? 4 : 1 };
}

/** Binds assembly/convolution*.ts. */
export function convolution(host: Host, spec: ConvolutionSpec): Kernel {
  const { input, output } = spec;
  const from = mapSizes(input.state);
  const to = mapSizes(output.state);
  const layout = layoutOf(spec);
  const { columns, lay } = planColumns(host, spec, layout);
  const table = connectionTable(host, spec.filters);
  const taps = tapOffsets(host, layout);
  const sums = host.arena.tensor(`${output.state.name}.sums`, [2, 25, 4]).pointer;
  const inputDelta = planInputDelta(host, spec, layout);
  const mapStep = layout.stride * 5 * layout.plane * FLOAT;
  const first = spec.filters[0]!.weights.parameter;
  const squash = SQUASH[output.squash];
  return {
    forward: (samples) => {
      for (let s = 0; s < samples; s++) {
        lay(s);
        const y = sampleOf(output.state, s);
        host.wasm.convolution(columns, y, table, taps, from.maps, to.maps, to.pixels, mapStep, layout.bias, squash);
      }
    },
    backward: (samples, descent) => {
      const shift = shiftOf(first, descent);
      // Input deltas of all samples first: the weights move below.
      for (let s = 0; s < samples; s++) inputDelta(s);
      for (let s = 0; s < samples; s++) {
        // After a single forward sample its columns are still there.
        if (samples > 1 || spec.backwardAlone) lay(s);
        const d = sampleOf(deltaOf(output), s);
        host.wasm.convolutionWeights(
          columns,
          d,
          sums,
          table,
          taps,
          from.maps,
          to.maps,
          to.pixels,
          mapStep,
          layout.bias,
          shift,
          descent.scale,
        );
      }
    },
  };
}

/** Memory for the columns of one sample, and the call that fills them. */
function planColumns(host: Host, { input, output, border }: ConvolutionSpec, layout: Layout) {
  const { stride, plane, row, factor } = layout;
  const { maps, height, width } = mapSizes(input.state);
  const name = output.state.name;
  const columns = host.arena.tensor(`${name}.columns`, [maps, stride, 5, plane]).pointer;
  if (stride === 1) {
    const lay = (s: number) => host.wasm.columns(sampleOf(input.state, s), columns, maps, height, width, plane);
    return { columns, lay };
  }
  if (border) {
    const { cells, value } = border;
    const lay = (s: number) =>
      host.wasm.stridedColumns(sampleOf(input.state, s), columns, maps, height, width, cells, value, row, plane);
    return { columns, lay };
  }
  const pairs = host.arena.tensor(`${name}.pairs`, [height - 1, 2, row + 6]).pointer;
  const lay = (s: number) =>
    host.wasm.pooledColumns(sampleOf(input.state, s), columns, pairs, maps, height, width, plane, factor);
  return { columns, lay };
}

/** Which rows of taps each group of planes serves: all of them, or every other one. */
function groupsOf({ stride }: Layout): number[][] {
  return stride === 1
    ? [[0, 1, 2, 3, 4]]
    : [
        [0, 2, 4],
        [1, 3],
      ];
}

/** For each tap, the distance from an output pixel to the input that it reads, in bytes. */
function tapOffsets(host: Host, layout: Layout): number {
  const taps = host.arena.integers(25);
  host.whenCommitted(() => {
    groupsOf(layout).forEach((rows, group) => {
      rows.forEach((ky, r) => {
        for (let kx = 0; kx < 5; kx++) {
          taps.data[ky * 5 + kx] = ((group * 5 + kx) * layout.plane + r * layout.row) * FLOAT;
        }
      });
    });
  });
  return taps.pointer;
}

/** Connections by output map, as assembly/convolution.ts reads them. */
function connectionTable(host: Host, filters: readonly Filter[]): number {
  const table = host.arena.integers(filters.length * 3);
  host.whenCommitted(() => {
    filters.forEach(({ inputs, weights, bias }, map) => {
      const mask = inputs.reduce((bits, input) => bits | (1 << input), 0);
      table.data.set([mask, addressOf(weights), addressOf(bias)], map * 3);
    });
  });
  return table.pointer;
}

/** ∂E/∂a of the layer below, for one sample; nothing to do where the input needs none. */
function planInputDelta(host: Host, { input, output, filters, border }: ConvolutionSpec, layout: Layout) {
  if (!input.delta) return nothing;
  const from = mapSizes(input.state);
  const to = mapSizes(output.state);
  const { stride, plane, row } = layout;
  const paddedMap = to.pixels + 8 * row + 16;
  const padded = host.arena.tensor(`${output.state.name}.padded`, [to.maps, paddedMap]).pointer;
  const gradient = host.arena.tensor(`${input.state.name}.columns.delta`, [from.maps, stride, 5, plane]).pointer;
  const links = linkTable(host, filters, layout, from.maps, paddedMap);
  const fold = planFold(host, input, gradient, layout, border);
  return (s: number) => {
    const up = sampleOf(deltaOf(output), s);
    const groups = from.maps * stride;
    host.wasm.convolutionInput(up, padded, gradient, links, groups, to.maps, to.pixels, plane, row * FLOAT);
    fold(s);
  };
}

/** The gradient of the columns summed up to that of the input, and through its squashing function. */
function planFold(host: Host, input: Units, gradient: number, layout: Layout, border?: Border) {
  const { stride, plane, row, factor } = layout;
  const { maps, height, width } = mapSizes(input.state);
  const squash = SQUASH[input.squash];
  const delta = deltaOf(input);
  return (s: number) => {
    const x = sampleOf(input.state, s);
    const d = sampleOf(delta, s);
    if (stride === 1) host.wasm.columnsBackward(gradient, x, d, maps, height, width, plane, squash);
    else if (border)
      host.wasm.stridedColumnsBackward(gradient, x, d, maps, height, width, border.cells, row, plane, squash);
    else host.wasm.pooledColumnsBackward(gradient, x, d, maps, height, width, plane, factor, squash);
  };
}

/** Connections by input map, as assembly/convolution-input.ts reads them. Loops: each start has to make it. */
function linkTable(host: Host, filters: readonly Filter[], layout: Layout, maps: number, paddedMap: number): number {
  const groups = groupsOf(layout);
  const table: number[] = [];
  for (let input = 0; input < maps; input++) {
    const readers = filters.map(({ inputs }) => inputs.indexOf(input));
    const count = readers.filter((place) => place >= 0).length;
    for (const rows of groups) {
      table.push(count, rows.length);
      rows.forEach((ky, r) => {
        readers.forEach((place, map) => {
          if (place < 0) return;
          const weight = addressOf(filters[map]!.weights) + (place * 25 + ky * 5) * FLOAT;
          table.push(weight, (map * paddedMap - r * layout.row) * FLOAT);
        });
      });
    }
  }
  const links = host.arena.integers(table.length);
  host.whenCommitted(() => links.data.set(table));
  return links.pointer;
}
