import { readFileSync } from 'node:fs';
import { type Dataset, slice } from '../../src/files/idx/dataset.js';
import { readSafetensors } from '../../src/files/safetensors/reader.js';
import type { Backend } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Network, type StateDict } from '../../src/network/network.js';
import { readMnistFolder } from '../../src/node/mnist-folder.js';
import { ARCHITECTURES, type ArchitectureName } from '../../src/switches/presets.js';
import type { Architecture } from '../../src/switches/table.js';
import { MNIST_FOLDER } from '../files/idx/samples.js';

export const BACKENDS = [
  { name: 'simd', make: (): Backend => new WasmBackend() },
  { name: 'reference in float32', make: (): Backend => new ReferenceBackend('float32') },
  { name: 'reference in float64', make: (): Backend => new ReferenceBackend('float64') },
] as const;

/** A preset with some switches changed. */
export function variant(preset: keyof typeof ARCHITECTURES, changes: Partial<Architecture> = {}): Architecture {
  return { ...ARCHITECTURES[preset], ...changes };
}

export function simdNetwork(
  architecture: Architecture = ARCHITECTURES.paper,
  capacity = 1,
  curvature = false,
): Network {
  return new Network(architecture, new WasmBackend(), capacity, { curvature });
}

/** Both parts of MNIST; read once for each test file. */
let mnist: ReturnType<typeof readMnistFolder> | undefined;

export async function trainingSamples(count: number, offset = 0): Promise<Dataset> {
  mnist ??= readMnistFolder(MNIST_FOLDER);
  return slice((await mnist).train, offset, count);
}

export async function testSamples(count: number, offset = 0): Promise<Dataset> {
  mnist ??= readMnistFolder(MNIST_FOLDER);
  return slice((await mnist).test, offset, count);
}

/** The values of test/golden that PyTorch gave for a preset, or for the optimisers. */
export class Golden {
  private readonly tensors;

  constructor(of: ArchitectureName | 'optimisers') {
    const name = of === 'optimisers' ? of : `${of}-values`;
    const file = new URL(`../golden/${name}.safetensors`, import.meta.url);
    this.tensors = readSafetensors(readFileSync(file)).tensors;
  }

  values(name: string): ArrayLike<number> {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new Error(`test/golden has no ${name}`);
    return tensor.data;
  }

  /** All tensors whose name starts with `prefix.`, by the rest of their names. */
  group(prefix: string): StateDict {
    const start = `${prefix}.`;
    const found = [...this.tensors].filter(([name]) => name.startsWith(start));
    return new Map(found.map(([name, tensor]) => [name.slice(start.length), tensor]));
  }
}
