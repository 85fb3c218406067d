// LeNet-5 as an ONNX file (opset 13), written by hand: field numbers from https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import { BITMAPS, TABLE_I } from 'lenet5';
import { bytes, message, number } from './protobuf.mjs';

const OPSET = 13;
const IR_VERSION = 7;
const FLOAT = 1;
const INT64 = 7;

/** AttributeProto: text, a whole number, or several. */
function attribute([name, value]) {
  if (typeof value === 'string') return message(5, [bytes(1, name), bytes(4, value), number(20, 3)]);
  if (Array.isArray(value)) return message(5, [bytes(1, name), ...value.map((v) => number(8, v)), number(20, 7)]);
  return message(5, [bytes(1, name), number(3, value), number(20, 2)]);
}

/** NodeProto, a node of the graph. */
function node(op, inputs, output, attributes = {}) {
  const names = [...inputs.map((name) => bytes(1, name)), bytes(2, output)];
  return message(1, [...names, bytes(4, op), ...Object.entries(attributes).map(attribute)]);
}

/** TensorProto, a constant of the graph. */
function tensor(name, shape, values, type = FLOAT) {
  const raw = type === INT64 ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
  return message(5, [
    ...shape.map((size) => number(1, size)),
    number(2, type),
    bytes(8, name),
    bytes(9, Buffer.from(raw.buffer)),
  ]);
}

/** ValueInfoProto of the input (11) or output (12): float32, any number of samples. */
function valueInfo(field, name, shape) {
  const sizes = [message(1, [bytes(2, 'samples')]), ...shape.map((size) => message(1, [number(1, size)]))];
  return message(field, [bytes(1, name), message(2, [message(1, [number(1, FLOAT), message(2, sizes)])])]);
}

/** C3 as one convolution, with 0 where Table I has no connection. */
function denseC3(state) {
  const weight = new Float32Array(16 * 6 * 25);
  const bias = new Float32Array(16);
  TABLE_I.forEach((inputs, map) => {
    const { data } = state.get(`C3.conv${map}.weight`);
    inputs.forEach((input, i) => void weight.set(data.subarray(i * 25, (i + 1) * 25), (map * 6 + input) * 25));
    bias[map] = state.get(`C3.conv${map}.bias`).data[0];
  });
  return [tensor('C3.weight', [16, 6, 5, 5], weight), tensor('C3.bias', [16], bias)];
}

function constants(state, preset) {
  const read = (name, shape = state.get(name).shape) => tensor(name, shape, state.get(name).data);
  const factor = preset === 'paper' ? 4 : 1;
  const scaled = (name) => state.get(name).data.map((value) => value * factor);
  return [
    ...['C1.weight', 'C1.bias', 'C5.weight', 'C5.bias', 'F6.weight', 'F6.bias'].map((name) => read(name)),
    ...denseC3(state),
    // The sum of a window is four times its average: one multiplication less when it stands in the coefficient.
    tensor('S2.weight', [6, 1, 1], scaled('S2.weight')),
    tensor('S4.weight', [16, 1, 1], scaled('S4.weight')),
    read('S2.bias', [6, 1, 1]),
    read('S4.bias', [16, 1, 1]),
    tensor('codes', [1, 10, 84], BITMAPS.flat()),
    tensor('border', [8], [0, 0, 2, 2, 0, 0, 2, 2], INT64),
    tensor('background', [], [-0.1]),
    tensor('slope', [], [2 / 3]),
    tensor('amplitude', [], [1.7159]),
    tensor('samples×120', [2], [-1, 120], INT64),
    tensor('samples×1×84', [3], [-1, 1, 84], INT64),
    tensor('last axis', [1], [2], INT64),
  ];
}

/** Scaled tanh of `from`: three nodes. */
function squash(from, to) {
  return [
    node('Mul', [from, 'slope'], `${to}.a`),
    node('Tanh', [`${to}.a`], `${to}.t`),
    node('Mul', [`${to}.t`, 'amplitude'], to),
  ];
}

function convolve(name, from, squashed) {
  const inputs = [from, `${name}.weight`, `${name}.bias`];
  if (!squashed) return [node('Conv', inputs, name, { kernel_shape: [5, 5] })];
  return [node('Conv', inputs, `${name}.sum`, { kernel_shape: [5, 5] }), ...squash(`${name}.sum`, name)];
}

function subsample(name, from) {
  return [
    node('AveragePool', [from], `${name}.pooled`, { kernel_shape: [2, 2], strides: [2, 2] }),
    node('Mul', [`${name}.pooled`, `${name}.weight`], `${name}.scaled`),
    node('Add', [`${name}.scaled`, `${name}.bias`], `${name}.sum`),
    ...squash(`${name}.sum`, name),
  ];
}

function layers(preset) {
  const squashed = preset === 'paper';
  return [
    node('Pad', ['input', 'border', 'background'], 'padded', { mode: preset === 'paper' ? 'constant' : 'edge' }),
    ...convolve('C1', 'padded', squashed),
    ...subsample('S2', 'C1'),
    ...convolve('C3', 'S2', squashed),
    ...subsample('S4', 'C3'),
    ...convolve('C5', 'S4', squashed),
    node('Reshape', ['C5', 'samples×120'], 'C5.flat'),
    node('Gemm', ['C5.flat', 'F6.weight', 'F6.bias'], 'F6.sum', { transB: 1 }),
    ...squash('F6.sum', 'F6'),
    node('Reshape', ['F6', 'samples×1×84'], 'F6.row'),
    node('Sub', ['F6.row', 'codes'], 'difference'),
    node('Mul', ['difference', 'difference'], 'square'),
    node('ReduceSum', ['square', 'last axis'], 'output', { keepdims: 0 }),
  ];
}

/**
 * Input [samples, 1, 28, 28] in [−0.1, 1.175], output [samples, 10] distances.
 * @param {string} preset 'paper' or 'blog'
 * @param {import('lenet5').StateDict} state
 * @returns {Buffer} an ONNX file
 */
export function onnxModel(preset, state) {
  const graph = [
    ...layers(preset),
    bytes(2, `LeNet-5, ${preset}`),
    ...constants(state, preset),
    valueInfo(11, 'input', [1, 28, 28]),
    valueInfo(12, 'output', [10]),
  ];
  return Buffer.concat([number(1, IR_VERSION), message(7, graph), message(8, [bytes(1, ''), number(2, OPSET)])]);
}
