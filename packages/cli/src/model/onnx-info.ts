import { CommandError } from '../errors.js';
import { phrase } from '../texts/language.js';

/** What an ONNX file says about itself; its network is not read. */
export interface OnnxInfo {
  /** Number of the operator set. */
  readonly opset: number | null;
  /** The program that wrote it. */
  readonly producer: string;
  /** An object without prototype. */
  readonly metadata: Record<string, string>;
}

type Fail = () => never;

interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const FIXED: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);
const MAX_ENTRIES = 1000;

/**
 * Reads operator set, producer and metadata of an ONNX file.
 * @param name how messages call the file
 * @throws CommandError for a file that is none
 */
export function readOnnxInfo(file: Uint8Array, name: string): OnnxInfo {
  const fail = (): never => {
    throw new CommandError(
      phrase('{{name}} is no ONNX file, or a damaged one: check that it is the right file.', { name }),
    );
  };
  const metadata: Record<string, string> = Object.create(null);
  let entries = 0;
  let opset: number | null = null;
  let producer = '';
  let hasGraph = false;
  for (const { number, value } of fieldsOf(file, fail)) {
    if (typeof value === 'number') continue;
    if (number === 2) producer = text(value);
    if (number === 7) hasGraph = true;
    if (number === 8) opset = versionOf(value, fail) ?? opset;
    if (number !== 14) continue;
    if (++entries > MAX_ENTRIES) fail();
    const [key, content] = pairOf(value, fail);
    metadata[key] = content;
  }
  if (!hasGraph) fail();
  return { opset, producer, metadata };
}

/** The version of the standard operators, whose domain is empty. */
function versionOf(bytes: Uint8Array, fail: Fail): number | null {
  let [domain, version]: [string, number | null] = ['', null];
  for (const { number, value } of fieldsOf(bytes, fail)) {
    if (number === 1 && typeof value !== 'number') domain = text(value);
    if (number === 2 && typeof value === 'number') version = value;
  }
  return domain === '' ? version : null;
}

function pairOf(bytes: Uint8Array, fail: Fail): [string, string] {
  const pair: [string, string] = ['', ''];
  for (const { number, value } of fieldsOf(bytes, fail)) {
    if (typeof value !== 'number' && (number === 1 || number === 2)) pair[number - 1] = text(value);
  }
  return pair;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The fields of a message, one after the other. */
function* fieldsOf(bytes: Uint8Array, fail: Fail): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || scale > 2 ** 63) return fail();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) return fail();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const kind = tag % 8;
    const fixed = FIXED.get(kind);
    if (number === 0) fail();
    if (kind === 0) yield { number, value: varint() };
    else if (kind === 2) yield { number, value: take(varint()) };
    else yield { number, value: take(fixed ?? fail()) };
  }
}
