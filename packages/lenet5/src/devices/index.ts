/** Small devices: a trained network in whole numbers, as a file of C, and as a header of fixed-point weights. */
export {
  type FixedPoint,
  type FixedPointOptions,
  type FixedPointTensor,
  fixedPoint,
  writeFixedPoint,
} from './fixed-point.js';
export type { Int8Layer, Int8Network } from './int8-network.js';
export { quantise } from './quantise.js';
export { type Int8File, readInt8 } from './read-int8.js';
export { type NotesOptions, writeC } from './write-c.js';
export { writeInt8 } from './write-int8.js';
