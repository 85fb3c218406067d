/**
 * The pictures and the page of a run folder, as pure functions from measurements to text or bytes; and what every figure
 * of this repository is drawn with, for docs/make.
 */

export { integer } from '../output.js';
export { COLUMNS } from './columns.js';
export { confusionSvg } from './confusion.js';
export { type CurvesOptions, curvesSvg } from './curves.js';
export { type MisreadPicture, misreadPicturesSvg, misreadSvg, misreadWords } from './misread.js';
export type { ReportFigure } from './page.js';
export { drawPng, plotAt, rasterisePng } from './render.js';
export { reportHtml } from './report.js';
export { type SeenPicture, seenSvg } from './seen.js';
export { COLOUR, percent, sharpGroup, sheetSvg, textAt } from './sheet.js';
export { togetherSvg } from './together.js';
export { type ComparedRun, togetherHtml } from './together-page.js';
export { durationText, type Ending, passesText, resultTitle } from './words.js';
