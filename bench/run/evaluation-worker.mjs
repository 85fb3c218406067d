import { parentPort } from 'node:worker_threads';
import { createNetwork } from 'lenet5';
import { evaluationHandler } from 'lenet5/training';

const handle = evaluationHandler(createNetwork);
parentPort?.on('message', (request) => {
  const reply = handle(request);
  if (reply) parentPort?.postMessage(reply);
});
