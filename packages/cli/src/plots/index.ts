/** The pictures and the page of a run folder, as pure functions from measurements to text or bytes. */
export { confusionSvg } from './confusion.js';
export { curvesSvg } from './curves.js';
export { MISREAD_CAP, type MisreadDigit, misreadSvg } from './misread.js';
export { MISREAD_PICTURES_CAP, type MisreadPicture, misreadPicturesSvg } from './misread-pictures.js';
export { rasterisePng } from './rasterise.js';
export { type Report, reportHtml } from './report.js';
export type { EpochRow } from './rows.js';
export { SEEN_CAP, type SeenPicture, seenSvg } from './seen.js';
