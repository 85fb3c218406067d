import type { Bytes } from '../../given/bytes.js';
import { words } from '../../given/kinds.js';
import { type Fits, mustFit, optionsOf, whole } from '../../given/options.js';
import { PIXEL_RANGES } from '../../math/pixels.js';
import { NETWORK, type Network } from '../../network/network.js';
import type { Architecture } from '../../switches/table.js';
import { TEXTS } from '../tensors.js';
import { type Piece, pieceOf, scalar, sharedConstants, wholeNumbers } from './layers.js';
import { encodeModel, type OnnxNode, type OnnxValue } from './protobuf.js';

/**
 * Choices of `writeOnnx`.
 * @example
 * import { type OnnxOptions, writeOnnx } from 'lenet5';
 * import { pretrained } from 'lenet5/weights';
 * const options: OnnxOptions = { batch: 1, input: 'normalised', metadata: { source: 'lenet5' } };
 * writeOnnx(pretrained(), options);
 */
export interface OnnxOptions {
  /** Pictures in a call; any number of them unless given. */
  readonly batch?: number;
  /**
   * What the pixels of the input mean: 'ink', the default, is 0 (background) to 255 (ink) as in the MNIST files;
   * 'normalised' is −0.1 to 1.175, the paper's.
   */
  readonly input?: 'ink' | 'normalised';
  /** Goes into the file's metadata_props. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const OPTIONS: Fits<OnnxOptions> = { batch: whole(1), input: words('ink', 'normalised'), metadata: TEXTS };

const SIDE = 28;
const RANGES = {
  ink: 'pixels, 0 (background) to 255 (ink)',
  normalised: 'pixels, -0.1 (background) to 1.175 (ink)',
};

/**
 * Writes a network as an ONNX file: operator set 11, explicit pads, float32.
 *
 * Input `pixels`, [N, 1, 28, 28]. Outputs `distances`, [N, 10], of which the smallest is the answer (`scores` for an
 * architecture with linear output, of which the largest is), and `digit`, int64 [N].
 *
 * @throws SettingError for what is no network, an unknown option, or a batch that is no whole number from 1 up
 * @example
 * import { writeOnnx } from 'lenet5';
 * import { pretrained } from 'lenet5/weights';
 * const file = writeOnnx(pretrained()); // write it to a file, or give it to ONNX Runtime as it is
 */
export function writeOnnx(network: Network, options?: OnnxOptions): Bytes {
  mustFit('network', network, NETWORK);
  const { batch, input = 'ink', metadata = {} } = optionsOf(options, OPTIONS, 'writeOnnx');
  const { architecture, layers } = network;
  const state = network.stateDict();
  const start = opening(architecture, input);
  const result = architecture.output === 'linear' ? 'scores' : 'distances';
  const pieces = layers.map((layer, i) => pieceOf(layer, layers[i - 1]?.name ?? 'padded', state));
  const nodes = [...start.nodes, ...pieces.flatMap((piece) => piece.nodes)];
  const samples = batch ?? 'N';
  const outputs: OnnxValue[] = [
    { name: result, shape: [samples, network.classes], type: 'float', description: MEANINGS[result] },
    { name: 'digit', shape: [samples], type: 'int64', description: 'the answer, 0 to 9' },
  ];
  const pixels: OnnxValue = {
    name: 'pixels',
    shape: [samples, 1, SIDE, SIDE],
    type: 'float',
    description: RANGES[input],
  };
  return encodeModel({
    name: `LeNet-5, ${architecture.name}`,
    nodes: [...nodes, ...closing(result)],
    constants: [...start.constants, ...sharedConstants(), ...pieces.flatMap((piece) => piece.constants)],
    inputs: [pixels],
    outputs,
    metadata,
  });
}

const MEANINGS = {
  distances: 'distance to the bitmap of each digit; the smallest is the answer',
  scores: 'score of each digit; the largest is the answer',
};

/** From pixels to the padded input of C1. */
function opening({ padding, pixels }: Architecture, input: 'ink' | 'normalised'): Piece {
  const { range, background } = PIXEL_RANGES[pixels];
  const ink = input === 'ink';
  const scale: OnnxNode[] = [
    ['Mul', ['pixels', 'input.scale'], 'input.scaled'],
    ['Add', ['input.scaled', 'input.background'], 'input'],
  ];
  const mode = padding === 'background' ? 'constant' : 'edge';
  return {
    nodes: [
      ...(ink ? scale : []),
      ['Pad', [ink ? 'input' : 'pixels', 'input.border', 'input.background'], 'padded', { mode }],
    ],
    constants: [
      ...(ink ? [scalar('input.scale', range / 255)] : []),
      scalar('input.background', background),
      wholeNumbers('input.border', [0, 0, 2, 2, 0, 0, 2, 2]),
    ],
  };
}

/** From the output of the last layer to the outputs of the model. */
function closing(result: 'distances' | 'scores'): OnnxNode[] {
  return [
    ['Identity', ['Output'], result],
    [result === 'scores' ? 'ArgMax' : 'ArgMin', ['Output'], 'digit', { axis: 1, keepdims: 0 }],
  ];
}
