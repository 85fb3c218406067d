import { lateTexts } from '../../state/language.js';
import { WEIGHTS_TEXTS } from './words.js';

/** The texts of this panel, in the page's language. */
export const say = lateTexts(WEIGHTS_TEXTS);
