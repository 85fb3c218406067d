/* global expect, test */
// Jest's own require gets the CommonJS build.
const { createNetwork, Lenet5Error } = require('lenet5');
const { pretrained } = require('lenet5/weights');

test('the shipped weights open', () => {
  expect(pretrained().weightsSha256()).toHaveLength(64);
  expect(() => createNetwork({ architecture: 'lenet4' })).toThrow(Lenet5Error);
});
