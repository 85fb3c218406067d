export type { StripNetwork, StripNetworks } from './displacement.js';
export type { RecognizeOptions } from './options.js';
export type { Box } from './plane.js';
export type { DigitNetwork } from './reader.js';
export { REJECT, REJECT_IMAGE, type RejectRule } from './reader.js';
export { Recognizer, type RecognizerOptions } from './recognizer.js';
export type { StrokeRange } from './stroke-width.js';
export type {
  BitmapLike,
  Candidate,
  CanvasLike,
  Cell,
  FormLine,
  ImageDataLike,
  Picture,
  PictureLike,
  Point,
  ReadDigit,
  Reading,
  Reason,
  Recognition,
  Trace,
  TriedCut,
} from './types.js';
export { type ReasonLanguage, reasonText } from './types.js';
