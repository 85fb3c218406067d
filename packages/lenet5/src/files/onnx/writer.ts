import type { Bytes } from '../../given/bytes.js';
import { words } from '../../given/kinds.js';
import { type Fits, mustFit, optionsOf, whole, YES_OR_NO } from '../../given/options.js';
import { PICTURE_SIDE } from '../../network/families.js';
import { NETWORK, type Network } from '../../network/network.js';
import { TEXTS } from '../tensors.js';
import { pieceOf, sharedConstants } from './layers.js';
import { OPENED, opening, rangeText } from './opening.js';
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
   * 'normalised' is the range of the network's own input, in the paper −0.1 to 1.175.
   */
  readonly input?: 'ink' | 'normalised';
  /** Whether there is an output `digit`, the default; false for runtimes that have no ArgMin or no int64. */
  readonly digit?: boolean;
  /** Goes into the file's metadata_props. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const OPTIONS: Fits<OnnxOptions> = {
  batch: whole(1),
  input: words('ink', 'normalised'),
  digit: YES_OR_NO,
  metadata: TEXTS,
};

/**
 * Writes a network as an ONNX file: operator set 11, explicit pads, float32.
 *
 * Input `pixels`, [N, 1, 28, 28]; scaling, border or reduction to 16×16 stand in the graph. Outputs `distances`,
 * [N, classes], of which the smallest is the answer (`scores` for an architecture with linear output, of which the largest
 * is), and, unless left out, `digit`, the number of the class, int64 [N].
 *
 * @throws SettingError for what is no network, an unknown option, or a batch that is no whole number from 1 up
 * @example
 * import { writeOnnx } from 'lenet5';
 * import { pretrained } from 'lenet5/weights';
 * const file = writeOnnx(pretrained()); // write it to a file, or give it to ONNX Runtime as it is
 */
export function writeOnnx(network: Network, options?: OnnxOptions): Bytes {
  mustFit('network', network, NETWORK);
  const { batch, input = 'ink', digit = true, metadata = {} } = optionsOf(options, OPTIONS, 'writeOnnx');
  const { architecture, layers } = network;
  const state = network.stateDict();
  const start = opening(architecture, input);
  const result = architecture.output === 'linear' ? 'scores' : 'distances';
  const pieces = layers.map((layer, i) => {
    const below = layers[i - 1];
    const surroundings = { from: below?.name ?? OPENED, below: below?.shape ?? [1, 0, 0], state };
    return pieceOf(layer, { ...surroundings, bitmaps: network.bitmaps });
  });
  const nodes = [...start.nodes, ...pieces.flatMap((piece) => piece.nodes)];
  const samples = batch ?? 'N';
  const outputs: OnnxValue[] = [
    { name: result, shape: [samples, network.classes], type: 'float', description: MEANINGS[result] },
  ];
  if (digit) {
    outputs.push({
      name: 'digit',
      shape: [samples],
      type: 'int64',
      description: `the answer, 0 to ${network.classes - 1}`,
    });
  }
  const pixels: OnnxValue = {
    name: 'pixels',
    shape: [samples, 1, PICTURE_SIDE, PICTURE_SIDE],
    type: 'float',
    description: rangeText(architecture, input),
  };
  return encodeModel({
    name: `LeNet-5, ${architecture.name}`,
    nodes: [...nodes, ...closing(result, digit)],
    constants: [...start.constants, ...sharedConstants(layers), ...pieces.flatMap((piece) => piece.constants)],
    inputs: [pixels],
    outputs,
    metadata,
  });
}

const MEANINGS = {
  distances: 'distance to the bitmap of each class; the smallest is the answer',
  scores: 'score of each class; the largest is the answer',
};

/** From the output of the last layer to the outputs of the model. */
function closing(result: 'distances' | 'scores', digit: boolean): OnnxNode[] {
  const answer: OnnxNode = [result === 'scores' ? 'ArgMax' : 'ArgMin', ['Output'], 'digit', { axis: 1, keepdims: 0 }];
  return [['Identity', ['Output'], result], ...(digit ? [answer] : [])];
}
