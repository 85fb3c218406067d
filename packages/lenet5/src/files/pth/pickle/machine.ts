import type { Fail } from '../../foreign-file.js';
import { Cursor } from './cursor.js';
import {
  depthOf,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PickleTuple,
  type PickleValue,
} from './values.js';

/** Makes the value of a name out of the fixed list from the arguments in the file. */
export type Construct = (args: readonly PickleValue[]) => PickleValue;

/** What the reader of a format allows a pickle to say. */
export interface PickleRules {
  /** The only names allowed, "module name", with what stands for a call of them; null where they are never called. */
  readonly globals: ReadonlyMap<string, Construct | null>;
  /** Stands for Python's `persistent_load`. */
  readonly persistent: (id: PickleValue) => PickleObject;
  /** What to do about a name that is not allowed. */
  readonly remedy: (name: string) => string;
}

/** Far more than any state dict has, far less than would hurt: they keep memory and time small. */
const LIMITS = { operations: 1_000_000, objects: 100_000, memo: 100_000, stack: 20_000, depth: 100, integer: 64 };

/** Stands on the stack where a tuple, list or dict begins. */
class Mark {}
const MARK = new Mark();

/**
 * A pickle machine (Python's pickletools.py describes the operations) that cannot call anything: it knows numbers,
 * strings, containers, the names of `rules`, and nothing else. It works without recursion.
 */
export class PickleMachine {
  readonly cursor: Cursor;
  private readonly stack: (PickleValue | Mark)[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private objects = 0;

  constructor(
    bytes: Uint8Array,
    at: number,
    private readonly rules: PickleRules,
    private readonly fail: Fail,
  ) {
    this.cursor = new Cursor(bytes, at, fail);
  }

  /** Reads one pickle, up to its STOP. @returns its value; `cursor.at` is then behind it */
  run(operations: ReadonlyMap<number, Operation>): PickleValue {
    for (let i = 0; i < LIMITS.operations; i++) {
      const at = this.cursor.at;
      const code = this.cursor.byte();
      if (code === STOP) return this.pop();
      const operation = operations.get(code);
      if (!operation) {
        const problem = `has the pickle operation 0x${code.toString(16).padStart(2, '0')} at byte ${at}`;
        return this.fail('pickle-unsupported', `${problem}, which no state dict needs`, this.rules.remedy(''));
      }
      operation(this);
    }
    return this.tooMuch('operations', LIMITS.operations);
  }

  push(value: PickleValue): void {
    if (this.stack.length >= LIMITS.stack) this.tooMuch('values on its stack', LIMITS.stack);
    if (++this.objects > LIMITS.objects) this.tooMuch('values', LIMITS.objects);
    this.checkDepth(value);
    this.stack.push(value);
  }

  mark(): void {
    if (this.stack.length >= LIMITS.stack) this.tooMuch('values on its stack', LIMITS.stack);
    this.stack.push(MARK);
  }

  pop(): PickleValue {
    const value = this.stack.pop();
    return value === undefined || value instanceof Mark ? this.damaged() : value;
  }

  /** The value on top, which stays. */
  top(): PickleValue {
    const value = this.stack.at(-1);
    return value === undefined || value instanceof Mark ? this.damaged() : value;
  }

  /** Everything above the last mark, which goes too. */
  popToMark(): PickleValue[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at < 0) return this.damaged();
    return this.stack.splice(at).slice(1) as PickleValue[];
  }

  /** Under the number that is next, unless one is given. */
  put(index: number = this.memo.size): void {
    if (this.memo.size >= LIMITS.memo) this.tooMuch('remembered values', LIMITS.memo);
    this.memo.set(index, this.top());
  }

  get(index: number): void {
    const value = this.memo.get(index);
    this.push(value === undefined ? this.damaged() : value);
  }

  global(module: string, name: string): void {
    const full = `${module} ${name}`;
    if (!this.rules.globals.has(full)) {
      const shown = JSON.stringify(`${module}.${name}`.slice(0, 100));
      const problem = `asks for ${shown}, which is refused: only state dicts are read, and nothing in them is executed`;
      this.fail('pickle-global', problem, this.rules.remedy(full));
    }
    this.push(new PickleGlobal(full));
  }

  /** REDUCE and NEWOBJ: what a name of the list makes of a tuple of arguments. */
  call(): void {
    const args = this.pop();
    const callee = this.pop();
    const construct = callee instanceof PickleGlobal ? this.rules.globals.get(callee.name) : null;
    if (!construct || !(args instanceof PickleTuple)) this.damaged();
    this.push(construct(args.items));
  }

  /** BUILD: attributes, such as the `_metadata` of a state dict. Nothing here needs them. */
  build(): void {
    this.pop();
    const target = this.top();
    if (!(target instanceof PickleDict || target instanceof PickleObject)) this.damaged();
  }

  persistent(): void {
    this.push(this.rules.persistent(this.pop()));
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!(list instanceof PickleList)) this.damaged();
    for (const item of items) list.add(item);
    this.checkDepth(list);
  }

  setItems(items: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof PickleDict)) this.damaged();
    if (items.length % 2 !== 0) this.damaged();
    for (let i = 0; i < items.length; i += 2) dict.set(items[i] as PickleValue, items[i + 1] as PickleValue);
    this.checkDepth(dict);
  }

  /** A whole number of any size up to a limit. */
  integer(length: number): void {
    if (length > LIMITS.integer) this.tooMuch('bytes in a whole number', LIMITS.integer);
    this.push(this.cursor.integer(length));
  }

  damaged(): never {
    return this.cursor.damaged();
  }

  private checkDepth(value: PickleValue): void {
    if (depthOf(value) > LIMITS.depth) this.tooMuch('levels of nesting', LIMITS.depth);
  }

  private tooMuch(what: string, limit: number): never {
    const problem = `has a pickle of more than ${limit} ${what}, which no state dict needs`;
    return this.fail('pickle-limit', problem, 'check where it comes from');
  }
}

const STOP = 0x2e;

/** What a byte of a pickle stands for. */
export type Operation = (machine: PickleMachine) => void;
