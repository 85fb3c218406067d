import { lateTexts } from '../../state/language.js';
import { FILES_TEXTS } from './words.js';

/** The texts of this panel, in the page's language. */
export const say = lateTexts(FILES_TEXTS);
