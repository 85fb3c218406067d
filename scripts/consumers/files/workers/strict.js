import { check } from './check.js';
import * as library from './node_modules/lenet5/dist/index.js';
import * as weights from './node_modules/lenet5/dist/weights/pictures.js';

globalThis.strict = check(library, weights);
