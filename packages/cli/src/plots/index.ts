/**
 * The pictures and the page of a run folder, as pure functions from measurements to text or bytes; and what every figure
 * of this repository is drawn with, for docs/make.
 */
export { confusionSvg } from './confusion.js';
export { curvesSvg, type EpochRow } from './curves.js';
export { sharpGroup } from './ink.js';
export { COLOUR, integer } from './look.js';
export { type MisreadPicture, misreadPicturesSvg, misreadSvg, misreadWords } from './misread.js';
export { PAPER_FIG_5 } from './paper.js';
export { plotAt } from './plot.js';
export { rasterisePng } from './rasterise.js';
export { reportHtml } from './report.js';
export { type SeenPicture, seenSvg } from './seen.js';
export { sheetSvg, textAt } from './sheet.js';
