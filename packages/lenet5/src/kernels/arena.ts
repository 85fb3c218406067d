/** Numbers of one precision: float32 for SIMD, either for the reference. */
export type Floats = Float32Array | Float64Array;

/** How many elements a buffer of this shape has. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * A named buffer inside the arena. `data` is a view; it exists after `Arena.commit`.
 * `pointer` is its address in bytes.
 */
export class Tensor {
  /** The numbers, row-major. */
  data: Floats = new Float32Array(0);

  constructor(
    /** For messages and files. */
    readonly name: string,
    /** Sizes, outermost first. */
    readonly shape: readonly number[],
    /** Address in bytes. */
    readonly pointer: number,
  ) {}

  /** Number of elements. */
  get length(): number {
    return elementsOf(this.shape);
  }
}

/** A buffer of bytes (pixels) or of int32 (connection tables). */
export class Block<View extends Uint8Array | Int32Array> {
  constructor(
    readonly pointer: number,
    readonly length: number,
    public data: View,
  ) {}
}

/** Addresses below this are not handed out: null pointers read 0 there, and assembly/tanh.ts keeps its constants. */
const FIRST_ADDRESS = 1024;
const CACHE_LINE = 64;
/** Kernels may read (never write) up to a vector or two past a buffer's end. */
const GUARD = 64;

/**
 * Plans every buffer, each on a cache line of its own, then takes the memory once: it never grows, so views stay valid.
 */
export class Arena {
  /** Whether the memory was taken: what is planned later would have none. */
  committed = false;
  private end = FIRST_ADDRESS;
  private readonly tensors: Tensor[] = [];
  private readonly blocks: { block: Block<Uint8Array | Int32Array>; kind: 'bytes' | 'integers' }[] = [];

  /** @param bytes bytes of one number, 4 (float32) or 8 (float64) */
  constructor(readonly bytes: 4 | 8) {}

  /** Plans a buffer of numbers; zero after `commit`. */
  tensor(name: string, shape: readonly number[]): Tensor {
    const tensor = new Tensor(name, shape, this.end);
    this.take(tensor.length * this.bytes);
    this.tensors.push(tensor);
    return tensor;
  }

  /**
   * Plans several buffers without a gap between them, in order. The whole is shifted so that the one called `aligned`
   * starts on a cache line.
   */
  consecutive(parts: readonly { name: string; shape: readonly number[] }[], aligned?: string): Tensor[] {
    let offset = 0;
    let lead = 0;
    const tensors = parts.map(({ name, shape }) => {
      const tensor = { name, shape, offset };
      if (name === aligned) lead = (CACHE_LINE - (offset % CACHE_LINE)) % CACHE_LINE;
      offset += elementsOf(shape) * this.bytes;
      return tensor;
    });
    const start = this.end + lead;
    this.take(lead + offset);
    const planned = tensors.map(({ name, shape, offset }) => new Tensor(name, shape, start + offset));
    this.tensors.push(...planned);
    return planned;
  }

  /** Plans a buffer of bytes. */
  pixels(length: number): Block<Uint8Array> {
    return this.block('bytes', length, new Uint8Array(0));
  }

  /** Plans a buffer of 32-bit integers. */
  integers(length: number): Block<Int32Array> {
    return this.block('integers', length, new Int32Array(0));
  }

  /** Bytes planned so far. */
  get size(): number {
    return this.end + GUARD;
  }

  /** Hands out the views. `buffer` must hold at least `size` bytes. */
  commit(buffer: ArrayBuffer): void {
    this.committed = true;
    for (const tensor of this.tensors) {
      const Type = this.bytes === 4 ? Float32Array : Float64Array;
      tensor.data = new Type(buffer, tensor.pointer, tensor.length);
    }
    for (const { block, kind } of this.blocks) {
      block.data =
        kind === 'bytes'
          ? new Uint8Array(buffer, block.pointer, block.length)
          : new Int32Array(buffer, block.pointer, block.length);
    }
  }

  private block<View extends Uint8Array | Int32Array>(
    kind: 'bytes' | 'integers',
    length: number,
    empty: View,
  ): Block<View> {
    const block = new Block<View>(this.end, length, empty);
    this.take(length * (kind === 'bytes' ? 1 : 4));
    this.blocks.push({ block: block as Block<Uint8Array | Int32Array>, kind });
    return block;
  }

  private take(bytes: number): void {
    this.end = Math.ceil((this.end + bytes + GUARD) / CACHE_LINE) * CACHE_LINE;
  }
}
