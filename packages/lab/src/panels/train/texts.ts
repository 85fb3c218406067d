import { lateTexts } from '../../state/language.js';
import { TRAIN_TEXTS } from './words.js';

/** The texts of this panel that come late, in the page's language. */
export const say = lateTexts(TRAIN_TEXTS);
