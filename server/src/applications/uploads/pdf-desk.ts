import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PdfFindings } from './pdf.ts';

/** An honest scan of ten megabytes takes a second or two. */
const DEADLINE_MS = 8000;
const MEMORY_MB = 512;

let idle: Promise<Worker> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * What {@link readPdf} finds, read in a thread of its own with limits of time and memory: a PDF that grows without end when
 * it is opened is unreadable, and nobody else waits for it save other PDFs.
 */
export function examinePdf(bytes: Uint8Array, isForm: boolean): Promise<PdfFindings> {
  const turn = last.then(() => examine(bytes, isForm));
  last = turn.catch(() => undefined);
  return turn;
}

async function examine(bytes: Uint8Array, isForm: boolean): Promise<PdfFindings> {
  idle ??= start();
  const worker = await idle.catch((error: unknown) => {
    idle = undefined;
    throw error;
  });
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), DEADLINE_MS);
  try {
    worker.ref();
    worker.postMessage({ bytes, isForm });
    const [findings]: PdfFindings[] = await once(worker, 'message', { signal: stop.signal });
    if (!findings) throw new Error('no answer');
    worker.unref();
    return findings;
  } catch {
    // Too slow, too much memory, or its thread broke down: the next PDF gets a new one.
    idle = undefined;
    await worker.terminate();
    return { kind: 'unreadable' };
  } finally {
    clearTimeout(timer);
  }
}

async function start(): Promise<Worker> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  await once(worker, 'message');
  // An error while nobody waits (`once` listens meanwhile) must not end the server.
  worker.on('error', () => {
    idle = undefined;
  });
  worker.unref();
  return worker;
}
