import { fit, mustFit } from '../../given/options.js';
import { tagOf } from '../../given/shown.js';
import { MODULE_HEX } from './module.generated.js';

type Run = (...arguments_: number[]) => void;

/** The functions of assembly/index.ts. Addresses in bytes, sizes in elements; see each file for the order. */
export interface Exports {
  readonly prepare: Run;
  readonly image: Run;
  readonly reducedImage: Run;
  readonly update: Run;
  readonly momentum: Run;
  readonly adam: Run;
  readonly distortion: Run;
  readonly columns: Run;
  readonly columnsBackward: Run;
  readonly pooledColumns: Run;
  readonly pooledColumnsBackward: Run;
  readonly stridedColumns: Run;
  readonly stridedColumnsBackward: Run;
  readonly unitBias: Run;
  readonly unitBiasBackward: Run;
  readonly convolution: Run;
  readonly convolutionInput: Run;
  readonly convolutionWeights: Run;
  readonly pool: Run;
  readonly poolBackward: Run;
  readonly scale: Run;
  readonly scaleBackward: Run;
  readonly dense: Run;
  readonly denseBackward: Run;
  readonly distances: Run;
  readonly distancesBackward: Run;
  readonly angles: Run;
  readonly anglesBackward: Run;
}

let compiled: WebAssembly.Module | undefined;

type ReadHex = (text: string) => Uint8Array<ArrayBuffer>;

/** What engines bring along to read hexadecimal: new ones a method of Uint8Array, Node its Buffer. */
interface Native {
  readonly Uint8Array: { readonly fromHex?: ReadHex };
  readonly Buffer?: { readonly from: (text: string, encoding: 'hex') => Uint8Array<ArrayBuffer> };
}

/**
 * Hexadecimal: a zip program finds in it what repeats in the bytes, which in base64 it cannot. Without help of the engine
 * four bytes at a time, because this runs once, before it has been compiled, and a step a byte would take milliseconds.
 */
function bytesOfHex(text: string): Uint8Array<ArrayBuffer> {
  const {
    Uint8Array: { fromHex },
    Buffer,
  } = globalThis as unknown as Native;
  if (fromHex) return fromHex(text);
  if (Buffer) return Buffer.from(text, 'hex');
  const bytes = new Uint8Array(text.length / 2);
  const view = new DataView(bytes.buffer);
  const words = bytes.length & ~3;
  for (let i = 0; i < words; i += 4) view.setUint32(i, Number.parseInt(text.slice(2 * i, 2 * i + 8), 16));
  for (let i = words; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/**
 * Hands over the compiled kernels, `lenet5/kernels.wasm`, before the first network is made: for engines that run only
 * WebAssembly that was compiled in advance. On Cloudflare's workerd the package does that by itself.
 * @param module a `WebAssembly.Module`; types without DOM and Node have no name for it
 * @throws SettingError for what is none
 */
export function provideKernels(module: object): void {
  mustFit(
    'module',
    module,
    fit('a WebAssembly.Module', (value) => tagOf(value) === 'WebAssembly.Module'),
  );
  compiled = module;
}

/** The kernels, compiled once. @throws CompileError where the engine has no SIMD, or a policy forbids to compile */
function kernels(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(bytesOfHex(MODULE_HEX));
  return compiled;
}

/** Whether this engine runs WebAssembly with SIMD; false too where WebAssembly is missing or forbidden. */
export function simdAvailable(): boolean {
  try {
    kernels();
    return true;
  } catch {
    return false;
  }
}

/** A fresh instance of the module over `memory`, a `WebAssembly.Memory`. */
export function instantiate(memory: object): Exports {
  return new WebAssembly.Instance(kernels(), { env: { memory: memory as WebAssembly.Memory } })
    .exports as unknown as Exports;
}
