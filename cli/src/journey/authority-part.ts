import { call } from '@yinxin/client';
import { type ApplicationView, endpoints, type Role, type StaffCommand } from '@yinxin/contract';
import { type JourneyMedium, subjectOf } from './medium.ts';
import { type Person, staffMember } from './people.ts';
import type { Timeline } from './timeline.ts';

const { consoleApplications, production } = endpoints;

/** One member of staff does one thing to the order. */
export async function staffAct(
  t: Timeline,
  baseUrl: string,
  role: Role,
  id: string,
  what: string,
  command: StaffCommand,
): Promise<ApplicationView> {
  return memberActs(t, await staffMember(baseUrl, role), role, id, what, command);
}

/** As {@link staffAct}, by this very person. */
export function memberActs(
  t: Timeline,
  member: Person,
  role: Role,
  id: string,
  what: string,
  command: StaffCommand,
): Promise<ApplicationView> {
  return t.step(
    role,
    what,
    () => call(member.transport, consoleApplications.command, { params: { id }, body: { command } }),
    (o) => ({ state: o.state.label.en }),
  );
}

export interface MadeMedium {
  readonly request: Uint8Array;
  readonly sign: Uint8Array;
  readonly encrypt: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** Both certificates and their chain, as the hall answers them. */
export function pairOf({ sign, encrypt, chain }: { sign: string; encrypt: string; chain: string[] }) {
  return { sign: bytesOf(sign), encrypt: bytesOf(encrypt), chain: chain.map(bytesOf) };
}

/** Production: pairs medium and password card, has the keys made inside, writes the certificates, proves it. */
export async function produce(t: Timeline, baseUrl: string, id: string, medium: JourneyMedium): Promise<MadeMedium> {
  const member = await staffMember(baseUrl, 'production');
  const { transport } = member;
  const params = { id };
  const mediumSerial = medium.serial;
  const { numbers } = await t.step(
    'production',
    'makes a password card',
    () => call(transport, production.makePasswordCards, { body: { count: 1 } }),
    (c) => ({ batch: c.batch }),
  );
  await t.step('production', 'takes the medium into stock', () =>
    call(transport, production.registerMedia, {
      body: { kind: 'usb-key', model: 'Yinxin Soft Key', serials: [mediumSerial] },
    }),
  );
  const passwordCard = numbers[0] ?? '';
  const paired = await t.step('production', 'pairs medium and card', () =>
    call(transport, production.personalise, {
      params,
      body: { mediumSerial, transportKey: medium.transportKey, passwordCard },
    }),
  );
  await t.step('medium', 'is personalised', () => medium.token.personalise(Buffer.from(paired.envelope, 'base64')));
  const request = await t.step('medium', 'makes its signing key and request', () =>
    medium.token.createRequest(subjectOf(paired.subject)),
  );
  const issued = await t.step('authority', 'issues both certificates', () =>
    call(transport, production.request, {
      params,
      body: { mediumSerial, request: Buffer.from(request).toString('base64') },
    }),
  );
  const made = pairOf(issued);
  await t.step('medium', 'takes certificates and encryption key', () =>
    medium.token.installCertificates({ ...made, envelopedKey: bytesOf(issued.envelopedKey), passwordCard }),
  );
  await confirm(t, member, id, medium, made.sign);
  return { request, ...made };
}

async function confirm(
  t: Timeline,
  member: Person,
  id: string,
  medium: JourneyMedium,
  sign: Uint8Array,
): Promise<void> {
  const { transport } = member;
  await t.step('production', 'confirms with a signature from the medium', async () => {
    const { nonce } = await call(transport, production.nonce, { params: { id } });
    const signature = await medium.prove(new URL(transport.baseUrl).origin, nonce, sign);
    return call(transport, production.confirm, {
      params: { id },
      body: { mediumSerial: medium.serial, nonce, signature },
    });
  });
}
