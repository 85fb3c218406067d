import { lateTexts } from '../../state/language.js';
import { QUESTIONS_TEXTS } from './words.js';

/** The texts of this panel, in the page's language. */
export const say = lateTexts(QUESTIONS_TEXTS);
