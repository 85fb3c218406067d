import { createNetwork, type EvaluationRequest, evaluationHandler } from 'lenet5';

const handle = evaluationHandler(createNetwork);

addEventListener('message', ({ data }: MessageEvent<EvaluationRequest>) => {
  const reply = handle(data);
  if (reply) postMessage(reply);
});
