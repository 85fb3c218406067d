import { createHash } from 'node:crypto';
import { FormatError, readSafetensors, type TrainerState, writeSafetensors } from 'lenet5';
import { CommandError } from '../errors.js';
import type { Settings } from '../settings/resolve.js';
import type { Weights } from './model.js';
import type { Closed, ResultsState } from './results.js';

/** What decided a run when it began. */
export interface Origin {
  readonly settings: Settings;
  readonly seed: number;
  readonly backend: 'simd' | 'reference';
  /** The code that the future depends on: its version for people, its fingerprint for certainty. */
  readonly code: { readonly version: string; readonly fingerprint: string };
  readonly data: {
    /** Absolute; null for the packaged MNIST. */
    readonly folder: string | null;
    /** Absolute; null, or missing in snapshots of before, for a training set from `folder`. */
    readonly pictures?: string | null;
    readonly identity: string;
    /** Of every pixel and label; null where the name says that already. */
    readonly sha256: string | null;
    readonly size: number | null;
    readonly offset: number | null;
  };
  readonly init: { readonly file: string; readonly weightsSha256: string } | null;
  readonly saveEvery: number | null;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Everything that the rest of a run depends on, at one moment between two steps. */
export interface Snapshot {
  readonly origin: Origin;
  readonly trainer: TrainerState;
  readonly results: ResultsState;
  /** Steps taken. */
  readonly steps: number;
  /** Where the last line of `--verbose` stood in the pass. */
  readonly spoken: { readonly samples: number; readonly lossSum: number };
}

type Numbers = TrainerState['parameters'][number][1];
type Tensors = Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

/**
 * The file: one line of ASCII, padded with spaces to 96 bytes, `lenet5 snapshot 1 sha256 <64 hex digits>`, with the
 * version of this format and the checksum of all that follows: a safetensors file with the arrays as tensors, and
 * everything else as JSON in its metadata. JSON gives back every finite double as it was.
 */
const VERSION = 1;
const LINE_BYTES = 96;
const LINE = /^lenet5 snapshot (\d+) sha256 ([0-9a-f]{64}) *\n$/;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function single(values: Numbers): { shape: readonly number[]; data: Float32Array } {
  if (values instanceof Float32Array) return { shape: [values.length], data: values };
  throw new TypeError('A snapshot holds float32 values.');
}

/** The bytes of a snapshot file. */
export function snapshotBytes({ trainer, results, ...rest }: Snapshot): Uint8Array {
  const { parameters, rates, ...plain } = trainer;
  const pending = results.pending.map(({ weights: { sha256 }, ...closed }) => ({ ...closed, sha256 }));
  const tensors = [
    ...parameters.map(([name, values]) => [`parameters ${name}`, single(values)] as const),
    ...rates.map((values, i) => [`rates ${i}`, single(values)] as const),
    ...results.pending.flatMap(({ pass, weights }) =>
      [...weights.state].map(([name, tensor]) => [`pass ${pass} ${name}`, tensor] as const),
    ),
  ];
  const json = { ...rest, trainer: plain, results: { ...results, pending } };
  const body = writeSafetensors(tensors, { run: JSON.stringify(json) });
  const line = `lenet5 snapshot ${VERSION} sha256 ${sha256(body)}`.padEnd(LINE_BYTES - 1);
  return Buffer.concat([Buffer.from(`${line}\n`), body]);
}

/** The tensors whose name begins so, by the rest of their names, in the order of the file. */
function group(tensors: Tensors, prefix: string): Tensors {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, { shape, data }]) => [name.slice(prefix.length), { shape, data }]));
}

/** A snapshot as its JSON holds it: arrays are tensors of the file. */
interface Plain extends Omit<Snapshot, 'trainer' | 'results'> {
  readonly trainer: Omit<TrainerState, 'parameters' | 'rates'>;
  readonly results: Omit<ResultsState, 'pending'> & {
    readonly pending: readonly (Omit<Closed, 'weights'> & { readonly sha256: string })[];
  };
}

function checkedBody(bytes: Uint8Array, path: string): Uint8Array {
  const refuse = (problem: string): never => {
    throw new CommandError(`${path} ${problem}: start a new run, with another --out.`);
  };
  const line = LINE.exec(Buffer.from(bytes.subarray(0, LINE_BYTES)).toString('latin1'));
  if (!line) return refuse('is no snapshot of a run');
  if (line[1] !== String(VERSION)) {
    return refuse(`is a snapshot of format ${line[1]}, and this version of lenet5 reads format ${VERSION}`);
  }
  const body = bytes.subarray(LINE_BYTES);
  return sha256(body) === line[2] ? body : refuse('is damaged, its checksum does not match its content');
}

/**
 * Reads the bytes of a snapshot file.
 * @param path how messages call it
 * @throws CommandError for other files, other versions of the format, and a checksum that does not match
 */
export function readSnapshot(bytes: Uint8Array, path: string): Snapshot {
  const body = checkedBody(bytes, path);
  try {
    const { tensors, metadata } = readSafetensors(body, path);
    const all = tensors as Tensors;
    const { trainer, results, ...rest } = JSON.parse(metadata.run ?? '') as Plain;
    const { architecture } = rest.origin.settings;
    const pending = results.pending.map(({ sha256, ...closed }): Closed => {
      const weights: Weights = { architecture, state: group(all, `pass ${closed.pass} `), sha256 };
      return { ...closed, weights };
    });
    const parameters = [...group(all, 'parameters ')].map(([name, { data }]) => [name, data] as const);
    const rates = [...group(all, 'rates ').values()].map(({ data }) => data);
    return { ...rest, trainer: { ...trainer, parameters, rates }, results: { ...results, pending } };
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
    throw new CommandError(
      `${path} is no snapshot that lenet5 wrote: start a new run, with another --out.`,
      undefined,
      {
        cause,
      },
    );
  }
}
