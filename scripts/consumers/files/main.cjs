// `require`, and beside it `import`: both must give the same module, or there are two kinds of Network.
const assert = require('node:assert/strict');
const library = require('lenet5');
const parts = { ...require('lenet5/core'), ...require('lenet5/files'), ...require('lenet5/recognition') };
const weights = require('lenet5/weights/pictures');
const { readMnistFolder } = require('lenet5/node');

for (const [name, value] of Object.entries(library))
  assert.equal(parts[name], value, `${name} is that of lenet5/core, /files or /recognition`);
assert.equal(typeof readMnistFolder, 'function');
assert.equal(typeof require('lenet5/weights').pretrained, 'function');
assert.equal(typeof require('lenet5/weights/strips').pretrainedStrips, 'function');

const loadsEsModules = process.features.require_module === true;
Promise.all([import('./check.mjs'), import('lenet5')]).then(([{ check }, { Network }]) => {
  assert.equal(library.Network === Network, loadsEsModules, 'one module state where require loads ES modules');
  console.log(JSON.stringify(check(library, weights)));
});
