/**
 * As much of the protocol buffer format as an ONNX file needs (https://protobuf.dev/programming-guides/encoding/).
 * A piece is a list of byte strings that follow each other, so that large values are copied once, at the end.
 */
export type Piece = readonly Uint8Array[];

/** Whole numbers of 7 bits a byte, lowest first. @param value 0 to 2⁵³ − 1 */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** A field with a whole number, 0 or more. */
export function number(field: number, value: number): Piece {
  return [varint(field * 8), varint(value)];
}

/** A field with bytes or text. */
export function bytes(field: number, value: Uint8Array | string): Piece {
  const body = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return [varint(field * 8 + 2), varint(body.length), body];
}

/** A field with a message made of `fields`. */
export function message(field: number, fields: readonly Piece[]): Piece {
  const parts = fields.flat();
  return [varint(field * 8 + 2), varint(lengthOf(parts)), ...parts];
}

/** The bytes of a whole message. */
export function encode(fields: readonly Piece[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flat();
  const file = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function lengthOf(parts: Piece): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
