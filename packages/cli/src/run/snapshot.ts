import { createHash } from 'node:crypto';
import { FormatError, readSafetensors, type TrainerState, writeSafetensors } from 'lenet5';
import type { ChosenPass, EndedPass, TrainingState } from 'lenet5/training';
import { CommandError } from '../errors.js';
import { phrase } from '../texts/language.js';

type PlainWeights = Omit<EndedPass['weights'], 'state'>;

/** A state of a training as its JSON holds it: arrays are tensors of the file. */
interface PlainState extends Omit<TrainingState, 'trainer' | 'pending' | 'chosen'> {
  readonly chosen?: Omit<ChosenPass, 'weights'> & { readonly weights: PlainWeights };
  readonly trainer: Omit<TrainerState, 'parameters' | 'rates' | 'moments'>;
  readonly pending: readonly (Omit<EndedPass, 'weights'> & {
    readonly weights: PlainWeights;
  })[];
}

/** Where a run can be taken up again, and what else its owner wants to find there; plain values. */
export interface Snapshot<Notes> {
  readonly notes: Notes;
  readonly state: TrainingState;
}

type Numbers = TrainerState['parameters'][number][1];
type Tensors = Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

/**
 * The file: one line of ASCII, padded with spaces to 96 bytes, `lenet5 snapshot 2 sha256 <64 hex digits>`, with the
 * version of this format and the checksum of all that follows: a safetensors file with the arrays as tensors, and
 * everything else as JSON in its metadata. JSON gives back every finite double as it was.
 */
const VERSION = 2;
const LINE_BYTES = 96;
const LINE = /^lenet5 snapshot (\d+) sha256 ([0-9a-f]{64}) *\n$/;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function single(values: Numbers): { shape: readonly number[]; data: Float32Array } {
  // The reference backend computes with doubles in tests alone.
  if (values instanceof Float32Array) return { shape: [values.length], data: values };
  throw new TypeError('A snapshot holds float32 values.');
}

function tensorsOf(prefix: string, { state }: EndedPass['weights']) {
  return [...state].map(([name, { shape, data }]) => [`${prefix} ${name}`, { ...single(data), shape }] as const);
}

function withoutArrays<T extends Pick<EndedPass, 'weights'>>({ weights: { state: _, ...weights }, ...rest }: T) {
  return { ...rest, weights };
}

/** The bytes of a snapshot file. */
export function snapshotBytes<Notes>({ notes, state }: Snapshot<Notes>): Uint8Array {
  const { parameters, rates, moments = [], ...trainer } = state.trainer;
  const { chosen, ...rest } = state;
  const pending = state.pending.map(withoutArrays);
  const tensors = [
    ...parameters.map(([name, values]) => [`parameters ${name}`, single(values)] as const),
    ...rates.map((values, i) => [`rates ${i}`, single(values)] as const),
    ...moments.map((values, i) => [`moments ${i}`, single(values)] as const),
    ...state.pending.flatMap(({ pass, weights }) => tensorsOf(`pass ${pass}`, weights)),
    ...(chosen ? tensorsOf('chosen', chosen.weights) : []),
  ];
  const plain: PlainState = { ...rest, trainer, pending, ...(chosen && { chosen: withoutArrays(chosen) }) };
  const body = writeSafetensors(tensors, { run: JSON.stringify({ notes, state: plain }) });
  const line = `lenet5 snapshot ${VERSION} sha256 ${sha256(body)}`.padEnd(LINE_BYTES - 1);
  return Buffer.concat([Buffer.from(`${line}\n`), body]);
}

/** The tensors whose name begins so, by the rest of their names, in the order of the file. */
function group(tensors: Tensors, prefix: string): Tensors {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, { shape, data }]) => [name.slice(prefix.length), { shape, data }]));
}

function checkedBody(bytes: Uint8Array, path: string): Uint8Array {
  const line = LINE.exec(Buffer.from(bytes.subarray(0, LINE_BYTES)).toString('latin1'));
  if (!line) {
    throw new CommandError(phrase('{{path}} is no snapshot of a run: start a new run, with another --out.', { path }));
  }
  if (line[1] !== String(VERSION)) {
    throw new CommandError(
      phrase(
        '{{path}} is a snapshot of format {{format}}, and this version of lenet5 reads format {{here}}: go on with the version that began the run, or start a new one from its weights with --init.',
        { path, format: line[1] ?? '', here: VERSION },
      ),
    );
  }
  const body = bytes.subarray(LINE_BYTES);
  if (sha256(body) === line[2]) return body;
  throw new CommandError(
    phrase('{{path}} is damaged, its checksum does not match its content: start a new run, with another --out.', {
      path,
    }),
  );
}

/**
 * Reads the bytes of a snapshot file.
 * @param path how messages call it
 * @throws CommandError for other files, other versions of the format, and a checksum that does not match
 */
export function readSnapshot<Notes>(bytes: Uint8Array, path: string): Snapshot<Notes> {
  const body = checkedBody(bytes, path);
  try {
    const { tensors, metadata } = readSafetensors(body, path);
    const all = tensors as Tensors;
    const { notes, state } = JSON.parse(metadata.run ?? '') as { notes: Notes; state: PlainState };
    const withArrays = <T extends { weights: PlainWeights }>({ weights, ...rest }: T, prefix: string) => {
      return { ...rest, weights: { ...weights, state: group(all, prefix) } };
    };
    const pending = state.pending.map((ended) => withArrays(ended, `pass ${ended.pass} `));
    const { chosen, ...rest } = state;
    const kept = chosen && { chosen: withArrays(chosen, 'chosen ') };
    const parameters = [...group(all, 'parameters ')].map(([name, { data }]) => [name, data] as const);
    const list = (prefix: string) => [...group(all, prefix).values()].map(({ data }) => data);
    const trainer = { ...state.trainer, parameters, rates: list('rates '), moments: list('moments ') };
    return { notes, state: { ...rest, pending, ...kept, trainer } };
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
    const said = phrase('{{path}} is no snapshot that lenet5 wrote: start a new run, with another --out.', { path });
    throw new CommandError(said, undefined, { cause });
  }
}
