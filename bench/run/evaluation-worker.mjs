import { parentPort } from 'node:worker_threads';
import { evaluationHandler } from 'lenet5/training';

const handle = evaluationHandler();
parentPort?.on('message', (request) => {
  const reply = handle(request);
  if (reply) parentPort?.postMessage(reply);
});
