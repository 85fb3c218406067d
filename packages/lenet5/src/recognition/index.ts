export type { Box } from './box.js';
export type { StripNetwork, StripNetworks } from './displacement.js';
export type { DigitNetwork } from './reader.js';
export { type ReasonLanguage, reasonText } from './reason.js';
export { type RecognizeOptions, Recognizer, type RecognizerOptions } from './recognizer.js';
export { REJECT, type RejectRule } from './reject.js';
export type { ImageDataLike, Picture, ReadDigit, Reading, Reason, Recognition } from './types.js';
