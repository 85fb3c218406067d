import { type Fail, viewOf } from '../../foreign-file.js';
import { decodeLatin1, decodeUtf8 } from '../../utf8.js';

/** Names of modules and classes are shorter than this. */
const MAX_LINE = 1000;

/** Reads the pieces that pickle operations are made of, one after the other. */
export class Cursor {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly fail: Fail,
  ) {
    this.view = viewOf(bytes);
  }

  /** Says where; how a pickle is damaged helps nobody who has only the file. */
  damaged(): never {
    return this.fail('pickle-damaged', `has a damaged or cut-off pickle (at byte ${this.at})`);
  }

  /** Steps over `count` bytes. @returns where they begin */
  private take(count: number): number {
    const begin = this.at;
    if (count > this.bytes.length - begin) return this.damaged();
    this.at = begin + count;
    return begin;
  }

  byte(): number {
    return this.view.getUint8(this.take(1));
  }

  uint16(): number {
    return this.view.getUint16(this.take(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  uint64(): number {
    return Number(this.view.getBigUint64(this.take(8), true));
  }

  /** Python writes floats big-endian. */
  float64(): number {
    return this.view.getFloat64(this.take(8), false);
  }

  /** A view, no copy. */
  slice(length: number): Uint8Array {
    const begin = this.take(length);
    return this.bytes.subarray(begin, begin + length);
  }

  text(length: number): string {
    return decodeUtf8(this.slice(length), () => this.damaged());
  }

  /** Python 2 wrote its strings as bytes. */
  latin1(length: number): string {
    return decodeLatin1(this.slice(length));
  }

  /** Text up to the end of the line. */
  line(): string {
    const end = this.bytes.subarray(this.at, this.at + MAX_LINE).indexOf(0x0a);
    if (end < 0) return this.damaged();
    const text = this.text(end);
    this.at++;
    return text;
  }

  /** A whole number of `length` bytes, little-endian, two's complement. */
  integer(length: number): number | bigint {
    const value = this.slice(length).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const signed = BigInt.asIntN(8 * length, value);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }
}
