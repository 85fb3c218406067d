import { SettingError } from '../errors.js';
import { words } from '../given/kinds.js';
import { ANYTHING, type Fits, optionsOf, whole, YES_OR_NO } from '../given/options.js';
import type { Backend } from '../kernels/contract.js';
import { ReferenceBackend } from '../kernels/reference/index.js';
import { WasmBackend } from '../kernels/wasm/index.js';
import { simdAvailable } from '../kernels/wasm/module.js';
import { ARCHITECTURES, type ArchitectureName, presetOf } from '../switches/presets.js';
import type { Architecture } from '../switches/table.js';
import { Network } from './network.js';

/** The kernels to compute with: WebAssembly SIMD, or plain TypeScript. */
export type BackendName = 'simd' | 'reference';

/**
 * What a network is made from.
 * @example
 * import { createNetwork, type NetworkOptions } from 'lenet5';
 * const options: NetworkOptions = { architecture: 'blog', backend: 'reference', capacity: 1 };
 * createNetwork(options);
 */
export interface NetworkOptions {
  /** A preset's name or an architecture of your own; 'paper' by default. */
  readonly architecture?: ArchitectureName | Architecture;
  /** 'simd' where the engine has it, else 'reference', unless given. */
  readonly backend?: BackendName;
  /** Most samples of one pass, for mini-batches and evaluation; 64 by default. */
  readonly capacity?: number;
  /** Merge layers where that is one linear map; true by default. With false every layer's units can be looked at. */
  readonly fused?: boolean;
  /** Also plan what recipes with optimiser 'sdlm' need; false by default. */
  readonly curvature?: boolean;
  /** Also plan what recipes with optimiser 'adam' need; false by default. */
  readonly moments?: boolean;
}

/** 'simd' where the engine has it, else 'reference'. */
export function defaultBackend(): BackendName {
  return simdAvailable() ? 'simd' : 'reference';
}

/** Presets are looked up later. */
const OPTIONS: Fits<NetworkOptions> = {
  architecture: ANYTHING,
  backend: words('simd', 'reference'),
  capacity: whole(1),
  fused: YES_OR_NO,
  curvature: YES_OR_NO,
  moments: YES_OR_NO,
};

function backendFor(name = defaultBackend()): Backend {
  if (name === 'reference') return new ReferenceBackend();
  if (simdAvailable()) return new WasmBackend();
  throw new SettingError('switch-value', 'This engine has no WebAssembly SIMD: use the backend "reference".');
}

/**
 * Makes a network with all parameters 0: train it, or load weights with `loadStateDict`.
 * @throws SettingError for an unknown preset, switch or option, a value that does not fit, a capacity that does not fit
 *   into memory, or a backend that this engine has not
 * @example
 * import { createNetwork } from 'lenet5';
 * import { pretrained } from 'lenet5/weights';
 * const network = createNetwork({ capacity: 1 });
 * network.loadStateDict(pretrained().stateDict());
 */
export function createNetwork(options?: NetworkOptions): Network {
  const { architecture = 'paper', backend, capacity = 64, ...rest } = optionsOf(options, OPTIONS, 'createNetwork');
  const value = presetOf<Architecture>(ARCHITECTURES, architecture, 'architecture');
  return new Network(value, backendFor(backend), capacity, rest);
}
