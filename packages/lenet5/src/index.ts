/** LeNet-5: network, training, data and files. Everything here runs in Node and in browsers. */
export * from './core.js';
export { readIdx } from './data/idx.js';
export { type OnnxOptions, writeOnnx } from './exchange/onnx.js';
export { blogStateDict, type FoundTensor, type FoundWeights, findWeights } from './exchange/weights.js';
export { type PthFile, readPth } from './formats/pth/reader.js';
export type { PthTensor } from './formats/pth/tensors.js';
export { type PthTensorToWrite, writePth } from './formats/pth/writer.js';
export {
  type FileTensor,
  readSafetensors,
  type SafetensorsFile,
} from './formats/safetensors.js';
export { type TensorToWrite, writeSafetensors } from './formats/safetensors-writer.js';
export * from './recognition/index.js';
