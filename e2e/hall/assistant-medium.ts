import { endpoints } from '@yinxin/contract';
import { vi } from 'vitest';
import { z } from 'zod';
import type { AssistantClient } from '../../assistant/src/client.ts';
import { pageClient, post } from '../../assistant/src/testing/running.ts';
import type { Hall } from './hall.ts';

const { production } = endpoints;
const State = z.object({
  stock: z.array(z.object({ serial: z.string(), state: z.string() })),
  asks: z.array(z.object({ id: z.string() })),
  pairings: z.object({ waiting: z.array(z.object({ id: z.string() })) }),
});

/** An operation of the assistant's own page, as if the person sat there. */
export async function own(hall: Hall, operation: string, params: object = {}): Promise<unknown> {
  const { port, origin } = hall.assistant;
  const answer = await post(port, `/own/${operation}`, origin, params);
  if (answer.status !== 200) throw new Error(`${operation}: ${answer.text}`);
  return answer.json();
}

/** A blank medium in the reader, and a client of the hall's pages that the assistant has let in. */
export async function blankInReader(hall: Hall): Promise<{ client: AssistantClient; serial: string }> {
  const { stock } = State.parse(await own(hall, 'state'));
  const serial = stock.find(({ state }) => state === 'blank')?.serial;
  if (serial === undefined) throw new Error('no blank medium is left');
  await own(hall, 'insert', { serial });
  const client = pageClient(hall.assistant.origin, hall.url);
  await client.pair(async () => {
    await allowPages(hall);
  });
  // As every page of the hall does: the hall's clock may have been moved.
  await client.status(hall.server.clock.now().toISOString());
  return { client, serial };
}

/** Lets every page in that asks now; how many asked. */
export async function allowPages(hall: Hall): Promise<number> {
  const { pairings } = State.parse(await own(hall, 'state'));
  for (const pairing of pairings.waiting) await own(hall, 'answer-pairing', { id: pairing.id, approve: true });
  return pairings.waiting.length;
}

/** Makes the medium of an order in the assistant of this computer, where its holder then finds it in the reader. */
export async function makeInAssistant(hall: Hall, id: string): Promise<string> {
  const member = await hall.staff('production');
  const params = { id };
  const { client, serial } = await blankInReader(hall);
  const { transportPublicKey: transportKey } = await client.medium();
  const { numbers } = await member.call(production.makePasswordCards, { body: { count: 1 } });
  const passwordCard = numbers[0] ?? '';
  const body = { kind: 'usb-key' as const, model: 'Soft Key', serials: [serial] };
  await member.call(production.registerMedia, { body });
  const paired = await member.call(production.personalise, {
    params,
    body: { mediumSerial: serial, transportKey, passwordCard },
  });
  await client.personalise({ serial, envelope: paired.envelope });
  const { country, province, locality, organisation, organisationalUnit, commonName } = paired.subject;
  const { request } = await client.createRequest({
    serial,
    subject: {
      C: country,
      ...(province === null ? {} : { ST: province }),
      ...(locality === null ? {} : { L: locality }),
      O: organisation,
      ...(organisationalUnit === null ? {} : { OU: organisationalUnit }),
      CN: commonName,
    },
  });
  const { sign, encrypt, chain, envelopedKey } = await member.call(production.request, {
    params,
    body: { mediumSerial: serial, request },
  });
  await client.install({ serial, sign, encrypt, chain, envelopedKey, passwordCard });
  const { nonce } = await member.call(production.nonce, { params });
  const { signature } = await client.prove({ serial, nonce });
  await member.call(production.confirm, { params, body: { mediumSerial: serial, nonce, signature } });
  await client.finish({ serial });
  return serial;
}

/** What the holder types on the assistant's own page, once it asks. */
export async function answerAsk(hall: Hall, typed: { pin?: string; next?: string }): Promise<void> {
  const { id } = await vi.waitFor(
    async () => {
      const [ask] = State.parse(await own(hall, 'state')).asks;
      if (!ask) throw new Error('the assistant was not asked');
      return ask;
    },
    { timeout: 10_000, interval: 100 },
  );
  await own(hall, 'answer-ask', { id, ...typed });
}
