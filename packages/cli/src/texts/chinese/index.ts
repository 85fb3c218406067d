import { failures } from './failures.js';
import { help } from './help.js';
import { measuring } from './measuring.js';
import { pictures } from './pictures.js';
import { plots } from './plots.js';
import { settings } from './settings.js';
import { queue, study } from './study.js';

/** Everything that the command says, in Chinese. */
export const CHINESE = {
  ...help,
  ...settings,
  ...failures,
  ...measuring,
  ...pictures,
  ...study,
  ...queue,
  ...plots,
} as const;
