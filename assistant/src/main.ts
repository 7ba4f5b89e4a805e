import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAssistant } from './assistant.ts';
import { readOrigin } from './gate.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(homedir(), '.yinxin', 'assistant') },
    port: { type: 'string' },
    media: { type: 'string', default: '0' },
    origin: { type: 'string', multiple: true, default: [] },
    'allow-origin': { type: 'string', multiple: true, default: [] },
    sandbox: { type: 'boolean', default: false },
  },
});

const whole = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new RangeError(`--${name} is not a whole number`);
  return value;
};

const assistant = await startAssistant({
  data: values.data,
  port: values.port === undefined ? null : whole('port', values.port),
  media: whole('media', values.media),
  origins: values.origin.map(readOrigin),
  allowOrigins: values['allow-origin'].map(readOrigin),
  sandbox: values.sandbox,
});
console.log(`印信证书助手 · Yinxin assistant  ${assistant.origin}/`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void assistant.close().then(() => process.exit(0));
  });
}
