// A fresh process: how long until a network is ready.
const begin = performance.now();
const { createNetwork } = await import('lenet5');
createNetwork();
console.log(performance.now() - begin);
