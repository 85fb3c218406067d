/**
 * The errors of this library. Every message is one sentence: what was given, what was expected, what to do.
 * Programs tell them apart by `code`, which stays the same when a message is reworded.
 */

/**
 * Base class: `error instanceof Lenet5Error` is true for everything this library throws on purpose.
 * @example
 * import { Lenet5Error, readSafetensors } from 'lenet5';
 * try {
 *   readSafetensors(new Uint8Array(3), 'mine.safetensors');
 * } catch (error) {
 *   if (!(error instanceof Lenet5Error)) throw error;
 *   console.log(error.code, error.message); // safetensors-size mine.safetensors holds 3 bytes, …
 * }
 */
export class Lenet5Error extends Error {
  /** 'Lenet5Error'. */
  override name = 'Lenet5Error';
  /** Short stable word for the kind of failure, for example `count-mismatch`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An error whose codes are known. */
abstract class ErrorOfKind<Code extends string> extends Lenet5Error {
  declare readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** Kinds of {@link DataError}. */
export type DataErrorCode =
  | 'idx-empty'
  | 'idx-not-idx'
  | 'idx-element-type'
  | 'idx-shape'
  | 'idx-truncated'
  | 'idx-trailing'
  | 'gzip-corrupt'
  | 'gzip-unsupported'
  | 'not-bytes'
  | 'not-dataset'
  | 'wrong-rank'
  | 'wrong-dimensions'
  | 'count-mismatch'
  | 'label-range'
  | 'slice-range'
  | 'folder-unreadable'
  | 'file-missing'
  | 'file-unreadable';

/**
 * A data set, or a file of one, that cannot be used as it is.
 * @example
 * import { DataError, readIdx } from 'lenet5';
 * const error: unknown = await readIdx(new Uint8Array(), 'labels').catch((reason) => reason);
 * if (error instanceof DataError && error.code === 'idx-empty') console.log('Choose another file.');
 */
export class DataError extends ErrorOfKind<DataErrorCode> {
  /** 'DataError'. */
  override name = 'DataError';
}

/** Kinds of {@link FormatError}. */
export type FormatErrorCode =
  | 'not-bytes'
  | 'safetensors-size'
  | 'safetensors-header'
  | 'safetensors-tensor'
  | 'safetensors-dtype'
  | 'safetensors-offsets'
  | 'safetensors-metadata'
  | 'safetensors-write'
  | 'zip-damaged'
  | 'zip-unsupported'
  | 'pickle-damaged'
  | 'pickle-global'
  | 'pickle-limit'
  | 'pickle-unsupported'
  | 'pth-not-pth'
  | 'pth-unsupported'
  | 'pth-storage'
  | 'pth-tensor'
  | 'pth-state-dict'
  | 'pth-metadata'
  | 'pth-limit'
  | 'pth-write'
  | 'weights-unknown';

/**
 * A model file that breaks its format, or values that no such file can hold.
 * @example
 * import { FormatError, readPth } from 'lenet5';
 * const error: unknown = await readPth(new Uint8Array()).catch((reason) => reason);
 * if (error instanceof FormatError && error.code === 'pth-not-pth') console.log(error.message);
 */
export class FormatError extends ErrorOfKind<FormatErrorCode> {
  /** 'FormatError'. */
  override name = 'FormatError';
}

/** Kinds of {@link SettingError}. */
export type SettingErrorCode =
  | 'argument'
  | 'switch-value'
  | 'switch-unknown'
  | 'layer-unknown'
  | 'weights-mismatch'
  | 'state-mismatch';

/**
 * A switch of architecture or recipe, or weights, that do not fit.
 * @example
 * import { checkRecipe, RECIPES, SettingError } from 'lenet5';
 * try {
 *   checkRecipe({ ...RECIPES.fast, batch: 0 });
 * } catch (error) {
 *   if (error instanceof SettingError && error.code === 'switch-value') console.log(error.message);
 * }
 */
export class SettingError extends ErrorOfKind<SettingErrorCode> {
  /** 'SettingError'. */
  override name = 'SettingError';
}

/** Kinds of {@link PictureError}. */
export type PictureErrorCode = 'picture-size' | 'picture-channels' | 'picture-data' | 'image-size' | 'pixel-range';

/**
 * Pixels that are no picture, or no image of the size and range that the network takes.
 * @example
 * import { PictureError, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * try {
 *   new Recognizer(pretrained()).classify(new Uint8Array(100), 28);
 * } catch (error) {
 *   if (error instanceof PictureError && error.code === 'image-size') console.log(error.message);
 * }
 */
export class PictureError extends ErrorOfKind<PictureErrorCode> {
  /** 'PictureError'. */
  override name = 'PictureError';
}

/** Kinds of {@link TrainingError}. */
export type TrainingErrorCode = 'collapse' | 'not-finite';

/** What a watch over training saw when it stopped a run that had collapsed; shares are 0 to 1. */
export interface Seen {
  /** Samples since the start of the run. */
  readonly samples: number;
  /** Samples looked at: the last ones of those. */
  readonly window: number;
  /** The most frequent answer among them. */
  readonly answer: number;
  /** How many of the answers were that one. */
  readonly answerShare: number;
  /** How many of the answers were wrong. */
  readonly errorShare: number;
  /** Mean of the criterion over them. */
  readonly meanLoss: number;
  /** Units of F6 that are saturated. */
  readonly saturatedShare: number;
  /** Rate or initial weights are too large, or the squashing functions pass on too little gradient. */
  readonly cause: 'too-large' | 'too-little-gradient';
}

/**
 * Training that cannot lead anywhere, stopped: what was seen, after how many samples, and the likely cause.
 * @example
 * import { TrainingError } from 'lenet5';
 * const explain = (error: unknown) => {
 *   if (!(error instanceof TrainingError)) throw error;
 *   return error.code === 'collapse' ? `${error.seen?.cause}, see docs/pitfalls.md` : error.message;
 * };
 * explain(new TrainingError('not-finite', 'As trainer.step() throws it.'));
 */
export class TrainingError extends ErrorOfKind<TrainingErrorCode> {
  /** 'TrainingError'. */
  override name = 'TrainingError';
  /** What was seen; null unless `code` is 'collapse'. */
  readonly seen: Seen | null;

  constructor(code: TrainingErrorCode, message: string, seen: Seen | null = null) {
    super(code, message);
    this.seen = seen;
  }
}
