import { ARCHITECTURES, type ArchitectureName, RECIPES, type RecipeName } from 'lenet5';

/** What is chosen by a name: presets of the network and of the training, and kernels. */

export const BACKENDS = ['simd', 'reference'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** What `train` and the rows of a study use unless told otherwise. */
export const DEFAULT_ARCHITECTURE: ArchitectureName = 'paper';
export const DEFAULT_RECIPE: RecipeName = 'distorted';

export function isArchitectureName(name: string): name is ArchitectureName {
  return Object.hasOwn(ARCHITECTURES, name);
}

export function isRecipeName(name: string): name is RecipeName {
  return Object.hasOwn(RECIPES, name);
}
