import { encodeUtf8 } from '../../utf8.js';

/** Writes the operations of a pickle, protocol 2, without remembered values: every reader of state dicts knows them. */
export class PickleWriter {
  private readonly bytes: number[] = [0x80, 2];

  private code(letter: string): this {
    this.bytes.push(letter.charCodeAt(0));
    return this;
  }

  private uint32(value: number): this {
    for (let shift = 0; shift < 32; shift += 8) this.bytes.push((value >>> shift) & 0xff);
    return this;
  }

  /** A class or function by its name. */
  global(module: string, name: string): this {
    this.code('c');
    for (const byte of encodeUtf8(`${module}\n${name}\n`)) this.bytes.push(byte);
    return this;
  }

  text(value: string): this {
    const encoded = encodeUtf8(value);
    this.code('X').uint32(encoded.length);
    for (const byte of encoded) this.bytes.push(byte);
    return this;
  }

  /** 0 to 2³¹ − 1. */
  count(value: number): this {
    if (value < 0x100) {
      this.code('K').bytes.push(value);
      return this;
    }
    return this.code('J').uint32(value);
  }

  no(): this {
    return this.code('\x89');
  }

  tuple(write: () => void): this {
    this.code('(');
    write();
    return this.code('t');
  }

  /** Calls `module.name` with a tuple. */
  call(module: string, name: string, writeArguments: () => void): this {
    return this.global(module, name).tuple(writeArguments).code('R');
  }

  /** Sets entries of the dict before: `write` writes keys and values in turns. */
  entries(write: () => void): this {
    this.code('(');
    write();
    return this.code('u');
  }

  /** Python's persistent_load of a tuple. */
  persistent(writeId: () => void): this {
    return this.tuple(writeId).code('Q');
  }

  end(): Uint8Array {
    this.code('.');
    return Uint8Array.from(this.bytes);
  }
}
