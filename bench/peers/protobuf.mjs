// As much of the protocol buffer format as an ONNX file needs: https://protobuf.dev/programming-guides/encoding/

/** @param {number} value 0 or more */
function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  bytes.push(value);
  return Buffer.from(bytes);
}

/** A whole number, 0 or more. */
export function number(field, value) {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

/** Text, bytes, or a message that is already encoded. */
export function bytes(field, value) {
  const body = Buffer.from(value);
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
}

/** A message made of `fields`. */
export function message(field, fields) {
  return bytes(field, Buffer.concat(fields));
}
