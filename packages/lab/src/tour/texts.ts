import { lateTexts } from '../state/language.js';
import { TOUR_TEXTS } from './words.js';

/** The texts of the tour, in the page's language. */
export const say = lateTexts(TOUR_TEXTS);
