import { parentPort } from 'node:worker_threads';
import { OwnLogDesk } from './own-log-desk.ts';
import type { Answered, Asked } from './thread-talk.ts';

// The log and everything that is worked out from it live here, so that no picture keeps a request waiting.
const desk = new OwnLogDesk();
parentPort!.on('message', ({ no, order }: Asked) => {
  let told: Answered;
  try {
    told = { no, answer: desk.do(order) };
  } catch (error) {
    told = { no, error: (error as Error).message, name: (error as Error).name };
  }
  parentPort!.postMessage(told);
});
