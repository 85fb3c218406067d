// The ES module that the bundlers start from.
import * as library from 'lenet5';
import * as weights from 'lenet5/weights/pictures';
import { check } from './check.js';

globalThis.answer = check(library, weights);
if (globalThis.process?.stdout) console.log(JSON.stringify(globalThis.answer));
