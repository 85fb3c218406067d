import type { Tensor } from '../../src/kernels/arena.js';
import type { Backend, Parameter, Units } from '../../src/kernels/contract.js';

/** Bytes of the arena, and what lies there. */
export interface Range {
  readonly name: string;
  readonly pointer: number;
  readonly bytes: number;
}

/** What lies below is the backend's own: `fill` leaves it alone, and while a kernel runs only SCRATCH may change. */
const OWN: Range = { name: 'the start of the memory', pointer: 0, bytes: 1024 };
/** The vector in which assembly/squash.ts squashes the last 1 to 3 units of a layer. */
const SCRATCH: Range = { name: 'scratch of squash', pointer: 512, bytes: 16 };

/**
 * Sentinels, all different, by word. NaN (in float64 too) shows where one is read and used; but sums and products with
 * NaN leave its bits as they are, so that writing them back goes unnoticed: numbers around 10^6 show that.
 */
export const SENTINELS = {
  nan: (word: number) => (0xffc00000 | (word & 0x3fffff)) >>> 0,
  number: (word: number) => (0x49742400 + (word & 0xffff)) >>> 0,
} as const;

/**
 * A backend whose memory is known to the last byte. Everything that is planned is noted; `fill` puts sentinels around
 * every buffer and into it, and `touched` tells what was written where nothing should be. Only scratch, which a backend
 * plans for itself while an operation is bound, is its own affair.
 */
export class Bench {
  private readonly planned: Range[] = [];
  private readonly scratch: Range[] = [];
  private binding = false;
  private words = new Uint32Array(0);
  private before = new Uint32Array(0);

  constructor(readonly backend: Backend) {
    const { arena } = backend;
    const { tensor, consecutive, pixels, integers } = arena;
    arena.tensor = (...args) => this.noteTensor(tensor.apply(arena, args));
    arena.consecutive = (...args) => consecutive.apply(arena, args).map((part) => this.noteTensor(part));
    arena.pixels = (length) => {
      const block = pixels.call(arena, length);
      this.note('pixels', block.pointer, length);
      return block;
    };
    arena.integers = (length) => {
      const block = integers.call(arena, length);
      this.note('integers', block.pointer, length * 4);
      return block;
    };
  }

  private note(name: string, pointer: number, bytes: number): void {
    (this.binding ? this.scratch : this.planned).push({ name, pointer, bytes });
  }

  private noteTensor(tensor: Tensor): Tensor {
    this.note(tensor.name, tensor.pointer, tensor.length * this.backend.arena.bytes);
    return tensor;
  }

  units(name: string, shape: readonly number[], squash: Units['squash'], needsDelta = true): Units {
    const { arena } = this.backend;
    const delta = needsDelta ? arena.tensor(`${name}.delta`, shape) : null;
    return { state: arena.tensor(`${name}.state`, shape), delta, squash };
  }

  /** Parameters in the layout of a network: one after the other, the gradients alike, here with sentinels between. */
  parameters(shapes: readonly (readonly number[])[]): Parameter[] {
    const { arena } = this.backend;
    const parts = shapes.flatMap((shape, i) => [
      { name: `guard ${i}`, shape: [1 + (i % 4)] },
      { name: `parameter ${i}`, shape },
    ]);
    parts.push({ name: 'last guard', shape: [3] });
    const [values, gradients] = [arena.consecutive(parts), arena.consecutive(parts)];
    const at = (tensors: Tensor[], i: number) => tensors[2 * i + 1] as Tensor;
    return shapes.map((shape, i) => ({
      name: `parameter ${i}`,
      shape,
      value: at(values, i),
      gradient: at(gradients, i),
    }));
  }

  /** Binds the operation, and takes the memory. */
  bind<Bound>(make: (backend: Backend) => Bound): Bound {
    const anchor = this.backend.arena.tensor('anchor', [1]);
    this.binding = true;
    const kernel = make(this.backend);
    this.binding = false;
    this.backend.commit();
    this.words = new Uint32Array(anchor.data.buffer as ArrayBuffer);
    return kernel;
  }

  /** Sentinels everywhere but in scratch. */
  fill(kind: keyof typeof SENTINELS = 'nan'): void {
    for (const [from, to] of this.outside([OWN, ...this.scratch])) {
      for (let word = from; word < to; word++) this.words[word] = SENTINELS[kind](word);
    }
  }

  /** From here on, what is written counts. */
  watch(): void {
    this.before = this.words.slice();
  }

  /** The places written since `watch`, other than scratch and `allowed`; empty where all is well. */
  touched(allowed: readonly Range[]): string[] {
    const { words, before } = this;
    for (const [from, to] of this.outside([SCRATCH, ...this.scratch, ...allowed])) {
      for (let word = from; word < to; word++) {
        if (words[word] !== before[word]) return [this.place(word * 4)];
      }
    }
    return [];
  }

  /** The words that belong to none of the ranges, as [from, to) in ascending order. */
  private *outside(ranges: readonly Range[]): Generator<[number, number]> {
    let from = 0;
    for (const { pointer, bytes } of [...ranges].sort((a, b) => a.pointer - b.pointer)) {
      yield [from, pointer >> 2];
      from = (pointer + bytes + 3) >> 2;
    }
    yield [from, this.words.length];
  }

  private place(address: number): string {
    const inside = this.planned.find(({ pointer, bytes }) => address >= pointer && address < pointer + bytes);
    if (inside) return `byte ${address - inside.pointer} of ${inside.name}`;
    const below = [...this.planned, ...this.scratch].filter(({ pointer, bytes }) => address >= pointer + bytes);
    const last = below.sort((a, b) => b.pointer - a.pointer)[0];
    return last ? `${address - last.pointer - last.bytes} bytes after ${last.name}` : `address ${address}`;
  }
}

/** The bytes of the first `samples` samples of a buffer. */
export function samplesOf(tensor: Tensor, samples: number): Range {
  const element = tensor.data.BYTES_PER_ELEMENT;
  const length = tensor.length / (tensor.shape[0] as number);
  return { name: tensor.name, pointer: tensor.pointer, bytes: samples * length * element };
}

/** All bytes of a buffer. */
export function all(tensor: Tensor): Range {
  return { name: tensor.name, pointer: tensor.pointer, bytes: tensor.length * tensor.data.BYTES_PER_ELEMENT };
}
