import { type EvaluationRequest, evaluationHandler } from 'lenet5/training';

const handle = evaluationHandler();

addEventListener('message', ({ data }: MessageEvent<EvaluationRequest>) => {
  const reply = handle(data);
  if (reply) postMessage(reply);
});
