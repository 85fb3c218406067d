/**
 * The pictures and the page of a run folder, as pure functions from measurements to text or bytes; and what every figure
 * of this repository is drawn with, for docs/make.
 */

export { integer } from '../output.js';
export { COLUMNS, type MetricsColumn } from './columns.js';
export { confusionSvg } from './confusion.js';
export { type CurvesOptions, curvesSvg } from './curves.js';
export { type MisreadPicture, misreadPicturesSvg, misreadSvg, misreadWords } from './misread.js';
export { plotAt, rasterisePng } from './render.js';
export { type ReportFigure, reportHtml } from './report.js';
export { type SeenPicture, seenSvg } from './seen.js';
export { COLOUR, sharpGroup, sheetSvg, textAt } from './sheet.js';
export { type Ending, type PlotLanguage, plotTexts } from './texts.js';
