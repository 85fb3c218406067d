import type { Fail } from '../../foreign-file.js';
import { type Operation, PickleMachine, type PickleRules } from './machine.js';
import { PickleDict, PickleList, PickleTuple, type PickleValue } from './values.js';

const PROTOCOLS = { least: 2, most: 5 };

function protocol(machine: PickleMachine): void {
  const version = machine.cursor.byte();
  if (version < PROTOCOLS.least || version > PROTOCOLS.most) machine.damaged();
}

function stackGlobal(machine: PickleMachine): void {
  const name = machine.pop();
  const module = machine.pop();
  if (typeof name !== 'string' || typeof module !== 'string') machine.damaged();
  machine.global(module, name);
}

/** TUPLE1 to TUPLE3: the uppermost `count` values. */
function tupleOf(count: number): Operation {
  return (machine) => {
    const items = Array.from({ length: count }, () => machine.pop());
    machine.push(new PickleTuple(items.reverse()));
  };
}

function appendOne(machine: PickleMachine): void {
  const item = machine.pop();
  machine.append([item]);
}

function setOne(machine: PickleMachine): void {
  const value = machine.pop();
  const key = machine.pop();
  machine.setItems([key, value]);
}

function filledList(machine: PickleMachine): void {
  const items = machine.popToMark();
  machine.push(new PickleList());
  machine.append(items);
}

function filledDict(machine: PickleMachine): void {
  const items = machine.popToMark();
  machine.push(new PickleDict());
  machine.setItems(items);
}

const push =
  (make: (machine: PickleMachine) => PickleValue): Operation =>
  (machine) =>
    machine.push(make(machine));

/** By their letters in pickletools.py. Protocols 2 to 5, without classes of one's own (INST, OBJ, NEWOBJ_EX, EXT). */
const operationsByCode = (): ReadonlyMap<number, Operation> =>
  new Map(
    Object.entries<Operation>({
      '\x80': protocol,
      // FRAME only says how far to read ahead.
      '\x95': (m) => void m.cursor.slice(8),
      '(': (m) => m.mark(),
      '0': (m) => void m.pop(),
      '1': (m) => void m.popToMark(),
      '2': (m) => m.push(m.top()),
      N: push(() => null),
      '\x88': push(() => true),
      '\x89': push(() => false),
      J: push(({ cursor }) => cursor.int32()),
      K: push(({ cursor }) => cursor.byte()),
      M: push(({ cursor }) => cursor.uint16()),
      '\x8a': (m) => m.integer(m.cursor.byte()),
      '\x8b': (m) => m.integer(m.cursor.uint32()),
      G: push(({ cursor }) => cursor.float64()),
      X: push(({ cursor }) => cursor.text(cursor.uint32())),
      '\x8c': push(({ cursor }) => cursor.text(cursor.byte())),
      '\x8d': push(({ cursor }) => cursor.text(cursor.uint64())),
      U: push(({ cursor }) => cursor.latin1(cursor.byte())),
      T: push(({ cursor }) => cursor.latin1(cursor.uint32())),
      C: push(({ cursor }) => cursor.slice(cursor.byte())),
      B: push(({ cursor }) => cursor.slice(cursor.uint32())),
      '\x8e': push(({ cursor }) => cursor.slice(cursor.uint64())),
      ')': push(() => new PickleTuple([])),
      t: push((m) => new PickleTuple(m.popToMark())),
      '\x85': tupleOf(1),
      '\x86': tupleOf(2),
      '\x87': tupleOf(3),
      ']': push(() => new PickleList()),
      l: filledList,
      a: appendOne,
      e: (m) => m.append(m.popToMark()),
      // Sets are lists here: nothing looks into them.
      '\x8f': push(() => new PickleList()),
      '\x90': (m) => m.append(m.popToMark()),
      '\x91': filledList,
      '}': push(() => new PickleDict()),
      d: filledDict,
      s: setOne,
      u: (m) => m.setItems(m.popToMark()),
      q: (m) => m.put(m.cursor.byte()),
      r: (m) => m.put(m.cursor.uint32()),
      '\x94': (m) => m.put(),
      h: (m) => m.get(m.cursor.byte()),
      j: (m) => m.get(m.cursor.uint32()),
      c: (m) => m.global(m.cursor.line(), m.cursor.line()),
      '\x93': stackGlobal,
      R: (m) => m.call(),
      '\x81': (m) => m.call(),
      b: (m) => m.build(),
      Q: (m) => m.persistent(),
    }).map(([letter, operation]) => [letter.charCodeAt(0), operation]),
  );

/** Made when first needed: most programs that import the library never read a pickle. */
let operations: ReadonlyMap<number, Operation> | undefined;

/**
 * Reads one pickle and executes nothing: names that are not in `rules.globals` are refused.
 * @param begin where the pickle begins
 * @returns its value, and where it ends
 * @throws what `fail` throws: `pickle-damaged`, `pickle-global`, `pickle-unsupported` (an operation) or `pickle-limit`
 */
export function readPickle(
  bytes: Uint8Array,
  begin: number,
  rules: PickleRules,
  fail: Fail,
): { value: PickleValue; end: number } {
  operations ??= operationsByCode();
  const machine = new PickleMachine(bytes, begin, rules, fail);
  const value = machine.run(operations);
  return { value, end: machine.cursor.at };
}
