/**
 * The pictures and the page of a run folder, as pure functions from measurements to text or bytes; and what every figure
 * of this repository is drawn with, for docs/make.
 */
export { confusionSvg } from './confusion.js';
export { curvesSvg } from './curves.js';
export { sharpGroup } from './ink.js';
export { COLOUR, integer } from './look.js';
export { misreadSvg } from './misread.js';
export { type MisreadPicture, misreadPicturesSvg } from './misread-pictures.js';
export { PAPER_FIG_5 } from './paper.js';
export { plotAt } from './plot.js';
export { rasterisePng } from './rasterise.js';
export { reportHtml } from './report.js';
export type { EpochRow } from './rows.js';
export { type SeenPicture, seenSvg } from './seen.js';
export { sheetSvg, textAt } from './sheet.js';
