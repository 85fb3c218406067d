// A fresh process: how long until a network is ready, by the entry that is named.
const [entry] = process.argv.slice(2);
const begin = performance.now();
const { createNetwork } = await import(entry);
createNetwork();
console.log(performance.now() - begin);
