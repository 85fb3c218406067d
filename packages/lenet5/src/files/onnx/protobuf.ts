import type { Bytes } from '../../given/bytes.js';
import { tagOf } from '../../given/shown.js';
import { bytesOf } from '../tensors.js';
import { encodeUtf8 } from '../utf8.js';

/** Field numbers and values in this file are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
const FLOAT = 1;
const INT64 = 7;
/** The version of the file format that came with operator set 11. */
const IR_VERSION = 6;
const OPSET = 11;

/** A size, or the name of one that may be anything. */
type Dimension = number | string;

type Attributes = Readonly<Record<string, number | string | readonly number[]>>;

/** A node: an operator, its inputs and its output by name, and its attributes. */
export type OnnxNode = readonly [operator: string, inputs: readonly string[], output: string, attributes?: Attributes];

/** A constant of the graph, row-major. */
export type OnnxConstant = readonly [name: string, shape: readonly number[], data: Float32Array | BigInt64Array];

/** What goes in or comes out. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly Dimension[];
  readonly type: 'float' | 'int64';
  readonly description: string;
}

export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of an ONNX file, operator set 11. The same model gives the same bytes. */
export function encodeModel({ name, nodes, constants, inputs, outputs, metadata }: OnnxModel): Bytes {
  const graph = [
    ...nodes.map(node),
    bytes(2, name),
    ...constants.map(constant),
    ...inputs.map((value) => valueInfo(11, value)),
    ...outputs.map((value) => valueInfo(12, value)),
  ];
  return encode([
    number(1, IR_VERSION),
    bytes(2, 'lenet5'),
    message(7, graph),
    message(8, [bytes(1, ''), number(2, OPSET)]),
    ...Object.entries(metadata).map(([key, value]) => message(14, [bytes(1, key), bytes(2, value)])),
  ]);
}

/** NodeProto. */
function node([operator, inputs, output, attributes = {}]: OnnxNode): Field {
  const names = [...inputs.map((name) => bytes(1, name)), bytes(2, output), bytes(3, output)];
  return message(1, [...names, bytes(4, operator), ...Object.entries(attributes).map(attribute)]);
}

/** AttributeProto: text, a whole number, or several. */
function attribute([name, value]: [string, number | string | readonly number[]]): Field {
  const [TYPE, INT, STRING, INTS] = [20, 2, 3, 7];
  if (typeof value === 'string') return message(5, [bytes(1, name), bytes(4, value), number(TYPE, STRING)]);
  if (typeof value === 'number') return message(5, [bytes(1, name), number(3, value), number(TYPE, INT)]);
  return message(5, [bytes(1, name), ...value.map((each) => number(8, each)), number(TYPE, INTS)]);
}

/** TensorProto; its raw data is little-endian, as the typed arrays are. */
function constant([name, shape, data]: OnnxConstant): Field {
  return message(5, [
    ...shape.map((size) => number(1, size)),
    number(2, tagOf(data) === 'Float32Array' ? FLOAT : INT64),
    bytes(8, name),
    bytes(9, bytesOf(data)),
  ]);
}

/** ValueInfoProto. */
function valueInfo(field: number, { name, shape, type, description }: OnnxValue): Field {
  const sizes = shape.map((size) => message(1, [typeof size === 'number' ? number(1, size) : bytes(2, size)]));
  const tensor = message(1, [number(1, type === 'float' ? FLOAT : INT64), message(2, sizes)]);
  return message(field, [bytes(1, name), message(2, [tensor]), bytes(3, description)]);
}

/**
 * A field of a message, as much of protocol buffers as an ONNX file needs
 * (https://protobuf.dev/programming-guides/encoding/): byte strings that follow each other, so that large values are
 * copied once, at the end.
 */
type Field = readonly Uint8Array[];

/** Whole numbers of 7 bits a byte, lowest first. @param value 0 to 2⁵³ − 1 */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** A field with a whole number, 0 or more. */
function number(field: number, value: number): Field {
  return [varint(field * 8), varint(value)];
}

/** A field with bytes or text. */
function bytes(field: number, value: Uint8Array | string): Field {
  const body = typeof value === 'string' ? encodeUtf8(value) : value;
  return [varint(field * 8 + 2), varint(body.length), body];
}

/** A field with a message made of `fields`. */
function message(field: number, fields: readonly Field[]): Field {
  const parts = fields.flat();
  return [varint(field * 8 + 2), varint(lengthOf(parts)), ...parts];
}

/** The bytes of a whole message. */
function encode(fields: readonly Field[]): Bytes {
  const parts = fields.flat();
  const file = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function lengthOf(parts: Field): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
