import { type ArchitectureName, type Recognition, type RecognizeOptions, Recognizer } from 'lenet5';
import { type BackendName, CODES } from 'lenet5/core';
import type { Box, Picture, Point, Trace } from 'lenet5/recognition';
import { pretrained } from 'lenet5/weights/pictures';
import { namesInMetadata, shownNames } from '../class-names.js';
import { CommandError, usageError } from '../errors.js';
import { type Model, networkOf, readModel } from '../model/model.js';
import { factsOf, type ModelFacts } from '../model/trained-on.js';
import { phrase, t } from '../texts/language.js';
import { decodePicture, nameOf, readBytes } from './decode.js';

/** Which network reads. */
export interface RecognizerOptions {
  /** A model file; without it the shipped weights for pictures. */
  readonly model?: string | undefined;
  readonly architecture?: ArchitectureName | undefined;
  /** Switches of its architecture, `key=value`. */
  readonly set?: readonly string[] | undefined;
  readonly backend?: BackendName | undefined;
  /** How lines are read; see RecognizeOptions. */
  readonly reader?: RecognizeOptions['reader'] | undefined;
}

/** A recogniser, and which network reads. */
export interface OpenRecognizer {
  readonly recognizer: Recognizer;
  readonly facts: ModelFacts;
}

/** What the shipped weights for pictures are called, and what `npm run train:pictures` trained them on. */
const SHIPPED = {
  file: 'lenet5/weights/pictures',
  trainedOn: 'MNIST, further on MNIST redrawn and signs that are no digits',
};

/**
 * A recogniser with the weights asked for. `displacement` reads with the shipped weights for strings, which a model of
 * the user's own does not have beside it.
 * @throws CommandError where the model cannot be used
 */
export async function openRecognizer(options: RecognizerOptions): Promise<OpenRecognizer> {
  const { model, backend, reader } = options;
  if (model === undefined) return shippedRecognizer(options);
  if (reader !== undefined && reader !== 'segments') {
    throw usageError(
      phrase('--reader {{reader}} reads with the shipped weights for strings: leave the model out.', { reader }),
    );
  }
  const read = await readModel(model, options);
  refuseOtherThanDigits(read);
  const network = networkOf(read, { backend });
  return { recognizer: new Recognizer(network), facts: factsOf(read, network) };
}

/** @throws CommandError for a network of other classes */
function refuseOtherThanDigits(model: Model): void {
  const { classes, codes, output, family } = model.architecture;
  // Its answers lie between -1 and 1: no limit of distance or margin, by which others are refused, says anything of them.
  if (family === 'lenet-1989') {
    throw new CommandError(
      phrase(
        'The network in {{path}} is of 1989: there is no limit by which its answers are refused, so no picture would be accepted. Measure it with lenet5 evaluate.',
        { path: model.path },
      ),
    );
  }
  const names = namesInMetadata(model) ?? (output === 'linear' ? CODES.digits : CODES[codes]).slice(0, classes);
  if (classes === CODES.digits.length && [...names].join('') === CODES.digits) return;
  throw new CommandError(
    phrase(
      'The network in {{path}} tells {{classes}} classes apart ({{names}}), and pictures are read as digits: measure it with lenet5 evaluate --data.',
      { path: model.path, classes, names: named(classes, names) },
    ),
  );
}

function named(classes: number, names: readonly string[] | string): string {
  const known = names.length === classes ? shownNames([...names]) : [];
  return known.length > 0 ? `${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''}` : t('without names');
}

async function shippedRecognizer({ architecture, set, backend, reader }: RecognizerOptions): Promise<OpenRecognizer> {
  if (architecture !== undefined || set !== undefined) {
    throw usageError(phrase('--architecture and --set are those of a model file: name the file, or leave them out.'));
  }
  const options = backend ? { backend } : {};
  const network = pretrained(options);
  const facts = { ...SHIPPED, architecture: network.architecture.name, weightsSha256: network.weightsSha256() };
  if (reader !== 'displacement') return { recognizer: new Recognizer(network), facts };
  const { pretrainedStrips } = await import('lenet5/weights/strips');
  return { recognizer: new Recognizer(network, { reader, strips: pretrainedStrips(options) }), facts };
}

/** One file, decoded and read. */
export interface ReadPicture {
  /** As the user named it, and how it is called in sentences. */
  readonly file: string;
  readonly name: string;
  /** What was looked at: upright, and scaled down where the file's own picture is very large. */
  readonly picture: Picture;
  /** Size of the upright picture in the file. */
  readonly width: number;
  readonly height: number;
  /** Boxes in pixels of `picture`. */
  readonly recognition: Recognition;
}

/** Reads the digits of a file, or of standard input for "-". @throws CommandError where it is no picture */
export async function readPicture(
  file: string,
  recognizer: Recognizer,
  options: RecognizeOptions,
): Promise<ReadPicture> {
  const name = nameOf(file);
  const decoded = await decodePicture(await readBytes(file), name);
  return { file, name, ...decoded, recognition: recognizer.recognize(decoded.picture, options) };
}

/**
 * The JSON object of a file, with boxes [x, y, width, height] and points [x, y] in pixels of its own upright picture.
 * @param traced whether it says how the digits were found, where the recogniser gave that
 */
export function jsonOf(read: ReadPicture, traced = false): object {
  const { trace } = read.recognition;
  const { text, complete, confidence, digits, others, cells, reason } = read.recognition;
  return {
    file: read.file,
    text,
    complete,
    confidence: short(confidence),
    digits: digits.map(({ digit, box, confidence, refusal, distances, runnerUp, margin, rejected, reason }) => ({
      digit,
      box: boxInFile(box, read),
      confidence: short(confidence),
      refusal: short(refusal),
      distances: Array.from(distances, short),
      runnerUp,
      margin: short(margin),
      rejected,
      reason,
    })),
    others: others.map((box) => boxInFile(box, read)),
    ...(cells.length > 0 && {
      cells: cells.map((row) => row.map(({ box, text }) => ({ box: boxInFile(box, read), text }))),
    }),
    ...(text === '' && { reason }),
    ...(traced && trace && { trace: traceJson(trace, read) }),
  };
}

function traceJson({ lines, cuts, candidates }: Trace, read: ReadPicture): object {
  const [fx, fy] = [read.width / read.picture.width, read.height / read.picture.height];
  const place = ({ x, y }: Point) => [short(x * fx), short(y * fy)];
  return {
    lines: lines.map(({ from, to, thickness }) => ({
      from: place(from),
      to: place(to),
      thickness: short((thickness * (fx + fy)) / 2),
    })),
    cuts: cuts.map(({ points, depth, taken }) => ({
      points: points.map(place),
      depth: short((depth * (fx + fy)) / 2),
      taken,
    })),
    candidates: candidates.map(({ digit, box, confidence, refusal, rejected, costs, taken }) => ({
      digit,
      box: boxInFile(box, read),
      confidence: short(confidence),
      refusal: short(refusal),
      rejected,
      costs: { digit: short(costs.digit), other: short(costs.other) },
      taken,
    })),
  };
}

function boxInFile(box: Box, read: ReadPicture): number[] {
  const [fx, fy] = [read.width / read.picture.width, read.height / read.picture.height];
  const [left, top] = [Math.floor(box.x * fx), Math.floor(box.y * fy)];
  const right = Math.min(read.width, Math.ceil((box.x + box.width) * fx));
  const bottom = Math.min(read.height, Math.ceil((box.y + box.height) * fy));
  return [left, top, right - left, bottom - top];
}

/** Seven digits are all that a float32 holds. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}
