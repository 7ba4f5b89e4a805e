import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { readPdf } from './pdf.ts';

/* A thread that opens the PDFs of strangers, one after the other; `pdf-desk.ts` ends it when one takes too long. */

const Question = z.object({ bytes: z.instanceof(Uint8Array), isForm: z.boolean() });

parentPort?.on('message', async (message: unknown) => {
  const { bytes, isForm } = Question.parse(message);
  parentPort?.postMessage(await readPdf(bytes, isForm));
});
parentPort?.postMessage('ready');
