// lenet5/node reads files, and says so where there are none; the other weights open too.
import assert from 'node:assert/strict';
import { readMnistFolder } from 'lenet5/node';
import { pretrained } from 'lenet5/weights';
import { pretrainedStrips } from 'lenet5/weights/strips';

await assert.rejects(readMnistFolder('.'), { code: 'file-missing' });
assert.equal(pretrained().weightsSha256().length, 64);
assert.equal(typeof pretrainedStrips(), 'function');
console.log('{}');
