/**
 * The errors of this library. Every message is one sentence: what was given, what was expected, what to do.
 * Programs tell them apart by `code`, which stays the same when a message is reworded.
 */

/** Base class: `error instanceof Lenet5Error` is true for everything this library throws on purpose. */
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
  | 'wrong-rank'
  | 'wrong-dimensions'
  | 'count-mismatch'
  | 'label-range'
  | 'slice-range'
  | 'folder-unreadable'
  | 'file-missing'
  | 'file-unreadable';

/** A data set, or a file of one, that cannot be used as it is. */
export class DataError extends ErrorOfKind<DataErrorCode> {
  /** 'DataError'. */
  override name = 'DataError';
}

/** Kinds of {@link FormatError}. */
export type FormatErrorCode =
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
  | 'onnx-write';

/** A model file that breaks its format, or values that no such file can hold. */
export class FormatError extends ErrorOfKind<FormatErrorCode> {
  /** 'FormatError'. */
  override name = 'FormatError';
}

/** Kinds of {@link SettingError}. */
export type SettingErrorCode =
  | 'switch-value'
  | 'switch-unknown'
  | 'layer-unknown'
  | 'weights-mismatch'
  | 'state-mismatch';

/** A switch of architecture or recipe, or weights, that do not fit. */
export class SettingError extends ErrorOfKind<SettingErrorCode> {
  /** 'SettingError'. */
  override name = 'SettingError';
}

/** Kinds of {@link PictureError}. */
export type PictureErrorCode = 'picture-size' | 'picture-channels' | 'picture-data' | 'image-size' | 'pixel-range';

/** Pixels that are no picture, or no image of the size and range that the network takes. */
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

/** Training that cannot lead anywhere, stopped: what was seen, after how many samples, and the likely cause. */
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
