import { Arena } from '../arena.js';
import type { Backend, ConvolutionSpec, Kernel } from '../contract.js';
import { borderedConvolution, convolution, pooledConvolution } from './convolution.js';
import { dense } from './dense.js';
import { distances } from './distances.js';
import { distortion } from './distortion.js';
import { image } from './image.js';
import { adam, momentum, update } from './steps.js';
import { pool, scale } from './subsampling.js';
import { unitBias } from './unit-bias.js';

/**
 * Every operation in plain TypeScript, written for reading: the fallback without SIMD, and what SIMD is tested against.
 * The same bits in every engine, though not those of the SIMD backend.
 */
export class ReferenceBackend implements Backend {
  readonly name = 'reference';
  readonly arena: Arena;
  readonly image = image;
  readonly unitBias = unitBias;
  readonly pool = pool;
  readonly scale = scale;
  readonly dense = dense;
  readonly distances = distances;
  readonly distortion = distortion;
  readonly update = update;
  readonly momentum = momentum;
  readonly adam = adam;

  constructor(private readonly precision: 'float32' | 'float64' = 'float32') {
    this.arena = new Arena(precision === 'float32' ? 4 : 8);
  }

  another(): ReferenceBackend {
    return new ReferenceBackend(this.precision);
  }

  convolution(spec: ConvolutionSpec): Kernel {
    const { pooling, border } = spec;
    if (border) return borderedConvolution(this.arena, { ...spec, border });
    return pooling ? pooledConvolution(this.arena, { ...spec, pooling }) : convolution(spec);
  }

  commit(): void {
    this.arena.commit(new ArrayBuffer(this.arena.size));
  }
}
