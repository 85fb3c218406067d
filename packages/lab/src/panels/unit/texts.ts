import { lateTexts } from '../../state/language.js';
import { UNIT_TEXTS } from './words.js';

/** The texts of this panel, in the page's language. */
export const say = lateTexts(UNIT_TEXTS);
