/**
 * Kernels, network, training and data: what is needed to train, without files of models and recognition. Loads in two
 * thirds of the time of the whole library (`npm run bench`), which exports all of it too.
 */
export { createNetwork, type NetworkOptions } from './create.js';
export { sha256Hex } from './digest.js';
export * from './errors.js';
export type { Dataset } from './files/idx/dataset.js';
export { makeDataset, type PartNames, slice } from './files/idx/dataset.js';
export type { Idx } from './files/idx/reader.js';
export type { Floats, Tensor } from './kernels/arena.js';
export type { Descent, Parameter, Pooling, SquaredSquash, Squash, Units } from './kernels/contract.js';
export { provideKernels, simdAvailable } from './kernels/wasm/module.js';
export {
  ARCHITECTURE_VALUES,
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  checkArchitecture,
  type SquashedLayer,
} from './network/architecture.js';
export { BITMAP_HEIGHT, BITMAP_WIDTH, BITMAPS } from './network/bitmaps.js';
export { countNetwork, type LayerCounts } from './network/counts.js';
export {
  type ConvolutionLayer,
  type DenseLayer,
  type DistancesLayer,
  type Layer,
  layersOf,
  type SubsamplingLayer,
} from './network/layers.js';
export { Network, type StateDict } from './network/network.js';
export type { ParameterInfo } from './network/parameters.js';
export {
  DISPLACEMENT_STEP,
  displacementNetworks,
  positionsOf,
  SpaceDisplacementNetwork,
} from './network/space-displacement.js';
export { TABLE_I } from './network/table.js';
export { type Evaluation, evaluate, evaluateStepwise, type Misread } from './training/evaluation.js';
export { checkRecipe, RECIPE_VALUES, type Recipe } from './training/recipe.js';
export { RECIPES, type RecipeName } from './training/recipes.js';
export {
  type EvaluationReply,
  type EvaluationRequest,
  evaluationHandler,
  type NetworkMaker,
  RemoteEvaluator,
} from './training/remote-evaluation.js';
export type { RunningSums, TrainerState } from './training/state.js';
export { Trainer, type TrainerOptions } from './training/trainer.js';
