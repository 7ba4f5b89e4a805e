import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageClient, post, type TestAssistant, testAssistant } from './testing/running.ts';

const CONSOLE = 'https://console.example.cn';
const pairings = z.object({
  pairings: z.object({
    waiting: z.array(z.object({ id: z.string(), origin: z.string(), code: z.string() })),
    paired: z.array(z.object({ origin: z.string() })),
  }),
});

let assistant: TestAssistant;
afterEach(() => assistant.discard());

const start = async () => {
  assistant = await testAssistant({ origins: [CONSOLE], allowOrigins: [] });
};
const list = async () => pairings.parse((await assistant.own('state')).json()).pairings;

/** Pairs a page and answers the question as the person at the computer. */
async function pair(approve: boolean) {
  const client = pageClient(assistant.origin, CONSOLE);
  let paired: Promise<void> = Promise.resolve();
  const code = await new Promise<string>((resolve) => {
    paired = client.pair(resolve);
    paired.catch(() => undefined);
  });
  const [asking] = (await list()).waiting;
  expect(asking).toMatchObject({ origin: CONSOLE, code });
  await assistant.own('answer-pairing', { id: asking?.id, approve });
  return { client, paired };
}

describe('letting a website in', () => {
  it('takes one confirmation on the assistant’s own page', async () => {
    await start();
    const { client, paired } = await pair(true);
    await paired;
    expect(await client.status()).toMatchObject({ medium: null, version: '0.1.0' });
    expect((await list()).paired).toMatchObject([{ origin: CONSOLE }]);
    await client.pair(() => expect.fail('asked a second time'));
  });

  it('lasts over a restart and ends when it is withdrawn', async () => {
    await start();
    const { paired } = await pair(true);
    await paired;
    const asked = await post(assistant.port, '/v1/pair', CONSOLE, {});
    expect(asked.json()).toMatchObject({ state: 'waiting' });
    assistant = await assistant.restart();
    expect((await list()).paired).toMatchObject([{ origin: CONSOLE }]);
    await assistant.own('revoke-pairing', { origin: CONSOLE });
    expect((await list()).paired).toEqual([]);
  });

  it('gives a refused page nothing', async () => {
    await start();
    const { client, paired } = await pair(false);
    await expect(paired).rejects.toMatchObject({ code: 'E_PAIRING_DENIED' });
    await expect(client.medium()).rejects.toMatchObject({ code: 'E_PAIRING' });
  });

  it('gives the token only to the page that asked', async () => {
    await start();
    const first = z.object({ pairing: z.string() }).parse((await post(assistant.port, '/v1/pair', CONSOLE, {})).json());
    const [asking] = (await list()).waiting;
    await assistant.own('answer-pairing', { id: asking?.id, approve: true });
    const stranger = await post(assistant.port, '/v1/pair', CONSOLE, { pairing: 'another' });
    expect(stranger.json()).toMatchObject({ state: 'waiting' });
    const late = await post(assistant.port, '/v1/pair', CONSOLE, { pairing: first.pairing });
    expect(late.json()).toMatchObject({ state: 'paired' });
  });
});
