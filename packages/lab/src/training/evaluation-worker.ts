import { type EvaluationRequest, evaluationHandler } from 'lenet5/training';
import type { Serve } from './start-worker.js';

export const serve: Serve = (port) => {
  const handle = evaluationHandler();
  port.addEventListener('message', ({ data }: MessageEvent<EvaluationRequest>) => {
    const reply = handle(data);
    if (reply) port.postMessage(reply);
  });
  return () => {};
};

if (!('document' in globalThis)) serve(globalThis);
