// All kernels of the module. Pointers are addresses in bytes, sizes are counts of floats unless said otherwise;
// the host owns the memory (kernels/arena.ts) and plans every buffer.

export { columns, columnsBackward } from './columns';
export { convolution } from './convolution';
export { convolutionInput } from './convolution-input';
export { convolutionWeights } from './convolution-weights';
export { dense, denseBackward } from './dense';
export { distortion } from './distortion';
export { image, reducedImage } from './image';
export { adam, momentum } from './moments';
export { pooledColumns, pooledColumnsBackward } from './pooled-columns';
export { stridedColumns, stridedColumnsBackward } from './strided-columns';
export { prepare } from './tanh';
export { angles, anglesBackward, distances, distancesBackward } from './rbf';
export { pool, poolBackward, scale, scaleBackward } from './subsampling';
export { unitBias, unitBiasBackward } from './unit-bias';
export { update } from './update';
