// lenet5/node reads files, and says so where there are none; the other weights open too.
import assert from 'node:assert/strict';
import { SettingError } from 'lenet5/core';
import { readSafetensors } from 'lenet5/files';
import { readMnistFolder } from 'lenet5/node';
import { reasonText } from 'lenet5/recognition';
import { TrainingLoop } from 'lenet5/training';
import { pretrained } from 'lenet5/weights';
import { pretrainedStrips } from 'lenet5/weights/strips';

await assert.rejects(readMnistFolder('.'), { code: 'file-missing' });
assert.equal(pretrained().weightsSha256().length, 64);
assert.equal(typeof pretrainedStrips(), 'function');
assert.throws(() => readSafetensors(new Uint8Array(3)), { code: 'safetensors-size' });
assert.throws(() => pretrained().loadStateDict(new Map()), SettingError);
assert.equal(typeof TrainingLoop, 'function');
assert.equal(reasonText('nothing-drawn'), 'nothing drawn');
console.log('{}');
