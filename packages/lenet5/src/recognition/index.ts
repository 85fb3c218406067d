export type { Box } from './box.js';
export type { StripNetwork, StripNetworks } from './displacement.js';
export type { RecognizeOptions } from './options.js';
export type { DigitNetwork } from './reader.js';
export { type ReasonLanguage, reasonText } from './reason.js';
export { Recognizer, type RecognizerOptions } from './recognizer.js';
export { REJECT, REJECT_IMAGE, type RejectRule } from './reject.js';
export type { StrokeRange } from './stroke-width.js';
export type { ImageDataLike, Picture, ReadDigit, Reading, Reason, Recognition } from './types.js';
