import { flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AssistantOptions, type RunningAssistant, startAssistant } from './assistant.ts';
import { readEdition } from './edition/edition.ts';
import { readOrigin } from './gate.ts';
import { texts } from './texts.ts';

const whole = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new RangeError(`--${name}: ${text}`);
  return value;
};

/** The command line; see assistant/README.md. Throws on anything it does not know. */
function readOptions(): AssistantOptions {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: join(homedir(), '.yinxin', 'assistant') },
      port: { type: 'string' },
      media: { type: 'string', default: '0' },
      origin: { type: 'string', multiple: true, default: [] },
      'allow-origin': { type: 'string', multiple: true, default: [] },
      sandbox: { type: 'boolean', default: false },
      edition: { type: 'string' },
    },
  });
  return {
    data: values.data,
    port: values.port === undefined ? null : whole('port', values.port),
    media: whole('media', values.media),
    origins: values.origin.map(readOrigin),
    allowOrigins: values['allow-origin'].map(readOrigin),
    sandbox: values.sandbox,
    edition: values.edition === undefined ? null : readEdition(values.edition),
  };
}

/** Ends in order on a signal, and when the program that started it (`npm start`) is gone, however it ended. */
function endWith(assistant: RunningAssistant): void {
  const end = () => void assistant.close().finally(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  if (process.connected) process.once('disconnect', end);
}

try {
  const assistant = await startAssistant(readOptions());
  endWith(assistant);
  console.log(`${texts['zh-CN'].app.name} · ${texts.en.app.name}  ${assistant.origin}/`);
  process.send?.({ ready: { url: assistant.origin } });
  flushCompileCache();
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (taken) console.error(`${texts['zh-CN'].app.portTaken}\n${texts.en.app.portTaken}`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
