const worker = new Worker('./worker.js', { type: 'module' });
worker.onmessage = ({ data }) => {
  globalThis.worker = data;
};
worker.postMessage('go');

navigator.serviceWorker.onmessage = ({ data }) => {
  globalThis.service = data;
};
await navigator.serviceWorker.register('./worker.js', { type: 'module' });
const { active } = await navigator.serviceWorker.ready;
active.postMessage('go');
