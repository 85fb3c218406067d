import { parentPort } from 'node:worker_threads';
import { createNetwork, evaluationHandler } from 'lenet5';

const handle = evaluationHandler(createNetwork);
parentPort?.on('message', (request) => {
  const reply = handle(request);
  if (reply) parentPort?.postMessage(reply);
});
