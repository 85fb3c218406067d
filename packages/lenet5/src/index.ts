/** LeNet-5: network, training, data and files. Everything here runs in Node and in browsers. */
export * from './core.js';
export { readIdx } from './files/idx/reader.js';
export { type OnnxOptions, writeOnnx } from './files/onnx/writer.js';
export { blogStateDict, type FoundTensor, type FoundWeights, findWeights } from './files/pth/blog-class.js';
export { type PthFile, readPth } from './files/pth/reader.js';
export type { PthTensor } from './files/pth/strided-tensors.js';
export { type PthTensorToWrite, writePth } from './files/pth/writer.js';
export {
  type FileTensor,
  readSafetensors,
  type SafetensorsFile,
} from './files/safetensors/reader.js';
export { type TensorToWrite, writeSafetensors } from './files/safetensors/writer.js';
export * from './recognition/index.js';
