/** Files of data and of models, in and out: everything that `lenet5` has of them, and the types that go with it. */
export { readIdx } from './idx/reader.js';
export type { Layout, LayoutEntry } from './layout/layout.js';
export type { Seen } from './layout/seen.js';
export { architectureOf, type FoundWeights, findWeights, torchStateDict } from './layout/weights.js';
export { type OnnxOptions, writeOnnx } from './onnx/writer.js';
export { blogStateDict } from './pth/blog-class.js';
export { type PthFile, readPth } from './pth/reader.js';
export type { FoundTensor, PthTensor } from './pth/strided-tensors.js';
export { type PthTensorToWrite, writePth } from './pth/writer.js';
export { type FileTensor, readSafetensors, type SafetensorsFile } from './safetensors/reader.js';
export { type Int8TensorToWrite, type TensorToWrite, writeSafetensors } from './safetensors/writer.js';
export type { FileTensorOf } from './tensors.js';
