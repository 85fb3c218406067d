/** The pictures and the page of a run folder, as pure functions from measurements to text or bytes. */
export { confusionSvg } from './confusion.js';
export { curvesSvg } from './curves.js';
export { type MisreadPicture, misreadPicturesSvg, misreadSvg, misreadWords } from './misread.js';
export { rasterisePng } from './rasterise.js';
export { reportHtml } from './report.js';
export { type SeenPicture, seenSvg } from './seen.js';
