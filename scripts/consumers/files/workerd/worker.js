import * as library from 'lenet5';
import * as weights from 'lenet5/weights/pictures';
import { check } from './check.js';

export default {
  fetch: () => Response.json(check(library, weights)),
};
