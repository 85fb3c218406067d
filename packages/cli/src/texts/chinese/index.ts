import { classes } from './classes.js';
import { failures } from './failures.js';
import { help } from './help.js';
import { measuring } from './measuring.js';
import { models } from './models.js';
import { pictures } from './pictures.js';
import { plots } from './plots.js';
import { run } from './run.js';
import { settings } from './settings.js';
import { queue, study } from './study.js';

/** Everything that the command says, in Chinese. */
export const CHINESE = {
  ...help,
  ...settings,
  ...classes,
  ...failures,
  ...measuring,
  ...models,
  ...pictures,
  ...plots,
  ...run,
  ...study,
  ...queue,
} as const;
