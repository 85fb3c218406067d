/**
 * Kernels, network, training and data: what is needed to train, without files of models and recognition. Loads in two
 * thirds of the time of the whole library (`npm run bench`), which exports all of it too.
 */
export { sha256Hex } from './digest.js';
export * from './errors.js';
export type { Dataset } from './files/idx/dataset.js';
export { classesOf, type Labelling, makeDataset, type PartNames, shuffled, slice } from './files/idx/dataset.js';
export type { Idx } from './files/idx/reader.js';
export type { Bytes, BytesLike } from './given/bytes.js';
export type { Kind } from './given/kinds.js';
export { checkNames, type Fit } from './given/options.js';
export type { Floats, Tensor } from './kernels/arena.js';
export type {
  AdamStep,
  Border,
  Descent,
  Parameter,
  Pooling,
  SquaredSquash,
  Squash,
  Units,
} from './kernels/contract.js';
export { provideKernels, simdAvailable } from './kernels/wasm/module.js';
export { PIXEL_RANGES, type PixelRange } from './math/pixels.js';
export { BITMAP_HEIGHT, BITMAP_WIDTH, BITMAPS, bitmapsOf, CLASSES, CODES, type Codes } from './network/bitmaps.js';
export { countNetwork, type LayerCounts, type NetworkCounts } from './network/counts.js';
export { type BackendName, createNetwork, defaultBackend, type NetworkOptions } from './network/create.js';
export { layersOf } from './network/families.js';
export type {
  ConvolutionLayer,
  DenseLayer,
  DistancesLayer,
  Layer,
  SubsamplingLayer,
} from './network/layers.js';
export { Network, type ParameterValues, type StateDict } from './network/network.js';
export type { ParameterInfo } from './network/parameters.js';
export {
  DISPLACEMENT_STEP,
  displacementNetworks,
  positionsOf,
  SpaceDisplacementNetwork,
} from './network/space-displacement.js';
export { TABLE_I } from './network/table-one.js';
export { checkArchitecture, checkRecipe } from './switches/check.js';
export { ARCHITECTURES, type ArchitectureName, OWN_RECIPES, RECIPES, type RecipeName } from './switches/presets.js';
export {
  type Architecture,
  type Recipe,
  type Settings,
  SQUASHED_LAYERS,
  type SquashedLayer,
  SWITCHES,
  type Switch,
  WIDE_LAYERS,
  type WideLayer,
} from './switches/table.js';
export {
  defaultMeasure,
  type Evaluation,
  type EvaluationOptions,
  evaluate,
  evaluateStepwise,
  finish,
  type Measure,
  type Misread,
  type SampleListener,
} from './training/evaluation.js';
export { type ClassScore, classScores } from './training/scores.js';
export type { RunningSums, TrainerState } from './training/state.js';
export { createTrainer, Trainer, type TrainerOptions, type TrainingOptions } from './training/trainer.js';
