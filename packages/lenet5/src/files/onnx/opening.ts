import { PIXEL_RANGES } from '../../math/pixels.js';
import { inputSideOf, PICTURE_SIDE } from '../../network/families.js';
import type { Architecture } from '../../switches/table.js';
import { type Piece, scalar, wholeNumbers } from './layers.js';
import type { OnnxNode } from './protobuf.js';

/** What the pixels of the graph's input mean. */
export type InputRange = 'ink' | 'normalised';

/** The output of the opening: the input of the first layer. */
export const OPENED = 'opened';

/** What the pixels mean, for people. */
export function rangeText({ pixels }: Architecture, input: InputRange): string {
  const { range, background } = PIXEL_RANGES[pixels];
  const [least, most] = input === 'ink' ? [0, 255] : [background, background + range];
  return `pixels, ${short(least)} (background) to ${short(most)} (ink)`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** From pixels to the input of the first layer: scaled, then with a border or reduced. */
export function opening(architecture: Architecture, input: InputRange): Piece {
  const { range, background } = PIXEL_RANGES[architecture.pixels];
  const scale: OnnxNode[] = [
    ['Mul', ['pixels', 'input.scale'], 'input.scaled'],
    ['Add', ['input.scaled', 'input.background'], 'input'],
  ];
  const ink = input === 'ink';
  const side = inputSideOf(architecture);
  const rest = side < PICTURE_SIDE ? reduced(ink, side) : bordered(architecture, ink);
  return {
    nodes: [...(ink ? scale : []), ...rest.nodes],
    constants: [
      ...(ink ? [scalar('input.scale', range / 255), scalar('input.background', background)] : []),
      ...rest.constants,
    ],
  };
}

function bordered({ padding, pixels }: Architecture, ink: boolean): Piece {
  const mode = padding === 'replicate' ? 'edge' : 'constant';
  const value = padding === 'zero' ? 0 : PIXEL_RANGES[pixels].background;
  return {
    nodes: [['Pad', [ink ? 'input' : 'pixels', 'input.border', 'input.beyond'], OPENED, { mode }]],
    constants: [wholeNumbers('input.border', [0, 0, 2, 2, 0, 0, 2, 2]), scalar('input.beyond', value)],
  };
}

/**
 * Bilinear interpolation is a matrix times the picture times the matrix again: two convolutions over whole rows, each of
 * which turns the picture over, so that every runtime has it the same (Resize has many kinds of rounding).
 */
function reduced(ink: boolean, side: number): Piece {
  const matrix = new Float32Array(side * PICTURE_SIDE);
  for (let to = 0; to < side; to++) {
    const from = ((to + 0.5) * PICTURE_SIDE) / side - 0.5;
    const left = Math.floor(from);
    matrix[to * PICTURE_SIDE + left] = 1 - (from - left);
    matrix[to * PICTURE_SIDE + left + 1] = from - left;
  }
  const attributes = { kernel_shape: [1, PICTURE_SIDE], strides: [1, 1], pads: [0, 0, 0, 0] };
  return {
    nodes: [
      ['Conv', [ink ? 'input' : 'pixels', 'input.weights'], 'input.columns', attributes],
      ['Reshape', ['input.columns', 'input.turned'], 'input.rows'],
      ['Conv', ['input.rows', 'input.weights'], 'input.reduced', attributes],
      ['Reshape', ['input.reduced', 'input.shape'], OPENED],
    ],
    constants: [
      ['input.weights', [side, 1, 1, PICTURE_SIDE], matrix],
      wholeNumbers('input.turned', [-1, 1, side, PICTURE_SIDE]),
      wholeNumbers('input.shape', [-1, 1, side, side]),
    ],
  };
}
