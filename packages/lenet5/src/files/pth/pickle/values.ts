/**
 * What an unpickled file is made of. Python's numbers, strings and None are JavaScript's; whole numbers beyond 2⁵³ are
 * bigints; everything with parts is one of the classes below, so that nothing in a file can pass for something else.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleDict
  | PickleGlobal
  | PickleObject;

/** A value with parts; `depth` counts the levels below it, as far as they were there when it was filled. */
abstract class Container {
  depth = 1;

  protected deepen(part: PickleValue): void {
    if (part instanceof Container && part.depth >= this.depth) this.depth = part.depth + 1;
  }
}

export class PickleTuple extends Container {
  constructor(readonly items: readonly PickleValue[]) {
    super();
    for (const item of items) this.deepen(item);
  }
}

/** A list or a set. */
export class PickleList extends Container {
  readonly items: PickleValue[] = [];

  add(item: PickleValue): void {
    this.deepen(item);
    this.items.push(item);
  }
}

/** A dict or OrderedDict, in order. */
export class PickleDict extends Container {
  readonly entries = new Map<PickleValue, PickleValue>();

  set(key: PickleValue, value: PickleValue): void {
    this.deepen(key);
    this.deepen(value);
    this.entries.set(key, value);
  }
}

/** A name out of the fixed list, such as "torch FloatStorage". Nothing is looked up by it. */
export class PickleGlobal {
  constructor(readonly name: string) {}
}

/** What a name out of the fixed list makes of its arguments; the reader of a format has its own kinds. */
export abstract class PickleObject extends Container {}

export function depthOf(value: PickleValue): number {
  return value instanceof Container ? value.depth : 0;
}
