// A module worker, or a service worker: neither knows import maps, so the files are named.

import { check } from './check.js';
import * as library from './node_modules/lenet5/dist/index.js';
import * as weights from './node_modules/lenet5/dist/weights/pictures.js';

self.onmessage = ({ source }) => (source ?? self).postMessage(check(library, weights));
