import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { randomPin, TokenError } from '@yinxin/token';
import { act, eventually } from '../application-part.ts';
import { pairOf } from '../authority-part.ts';
import { refused } from '../holder-part.ts';
import { type JourneyMedium, reportOf, subjectOf } from '../medium.ts';
import { staffMember } from '../people.ts';
import type { InHand } from '../play.ts';
import type { ProgrammePlay } from '../programme-part.ts';

const { consoleSelfService, production, sandbox, selfService } = endpoints;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** A blank medium as it lies in the parcel. */
export interface Blank {
  readonly medium: JourneyMedium;
  readonly card: { readonly number: string; readonly password: string } | null;
}

/** Staff pair blank media with the order, with password cards where the product has them, and post them (BJ-02, BJ-03). */
export async function provide(
  play: ProgrammePlay,
  { id }: ApplicationView,
  media: readonly JourneyMedium[],
  kind: 'usb-key' | 'ic-card',
  withCards: boolean,
): Promise<readonly Blank[]> {
  const { t, baseUrl, who } = play;
  const { transport } = await staffMember(baseUrl, 'production');
  const params = { id };
  await t.step('production', 'takes blank media into stock', () =>
    call(transport, production.registerMedia, {
      body: { kind, model: 'Yinxin Soft Key', serials: media.map(({ serial }) => serial) },
    }),
  );
  const { numbers } = withCards
    ? await t.step('production', 'makes password cards', () =>
        call(transport, production.makePasswordCards, { body: { count: media.length } }),
      )
    : { numbers: [] };
  const parcel = { carrier: '顺丰', trackingNumber: `SF${Date.now()}` };
  const send = () => call(transport, consoleSelfService.send, { params, body: parcel });
  for (const [at, { serial: mediumSerial }] of media.entries()) {
    await refused(t, 'posting before every medium is paired', 'SELF_PROVISION_INCOMPLETE', send);
    const passwordCard = numbers[at];
    const body = { mediumSerial, ...(passwordCard === undefined ? {} : { passwordCard }) };
    await t.step('production', 'pairs a blank medium with the order', () =>
      call(transport, consoleSelfService.pair, { params, body }),
    );
  }
  const sent = await t.step('shipping', 'posts the blank media', send);
  const contents = withCards ? ['medium', 'password-card'] : ['medium'];
  t.check(
    withCards ? 'the package holds password cards' : 'the package holds no password card',
    JSON.stringify(sent.sent?.contents) === JSON.stringify(contents),
  );
  const opened = await t.step('recipient', 'opens the parcel', () =>
    call(who.person.transport, sandbox.parcel, { params: { trackingNumber: parcel.trackingNumber } }),
  );
  const items = [opened, ...opened.others];
  t.check('the parcel holds every medium that was paired', items.length === media.length);
  return media.map((medium) => {
    const item = items.find(({ mediumSerial }) => mediumSerial === medium.serial);
    if (!item) throw new Error(`${medium.serial} is not in the parcel`);
    const { passwordCard: number, initialPin: password } = item;
    return { medium, card: number === null || password === null ? null : { number, password } };
  });
}

/** What is shown of a card: its number. The password is typed where the medium is, and checked by it. */
const shown = (card: Blank['card']) => (card === null ? {} : { passwordCard: { number: card.number } });

/** The code for the download, as the latest SMS to the handler has it. */
export async function askCode({ t, who }: ProgrammePlay, { id, number }: ApplicationView): Promise<string> {
  const { transport } = who.person;
  await t.step('applicant', 'asks for the verification code', () =>
    call(transport, selfService.sendCode, { params: { id }, body: { purpose: 'install' } }),
  );
  return eventually(async () => {
    const { items } = await call(transport, sandbox.messages, { query: { to: who.mobile } });
    const about = items.filter((m) => m.text.includes(number)).toSorted((a, b) => b.at.localeCompare(a.at));
    return about.map((m) => /验证码 (\w+)/.exec(m.text)?.[1]).find((code) => code !== undefined);
  }, `the code of ${number}`);
}

/** BJ-19: the download opens once the holder confirms that the parcel is there. */
export async function awaitsReceipt(
  { t, who }: ProgrammePlay,
  { id }: ApplicationView,
  { medium, card }: Blank,
  code: string,
): Promise<void> {
  const proofs = { code, ...shown(card) };
  await refused(t, 'a download before the parcel is there', 'INSTALL_NOT_RECEIVED', () =>
    call(who.person.transport, selfService.begin, {
      params: { id },
      body: { medium: reportOf(medium), proofs },
    }),
  );
  t.check('nothing was written by that', medium.token.status().state === 'blank');
  const order = await act(t, who, id, 'confirms that the parcel is there', { type: 'confirm-received' });
  t.check('the download is open', order.install?.awaitsReceipt === false);
}

/**
 * The certificates go onto one blank medium, with the key pulled after each answer of the hall: begun again with the same
 * medium, the same pair comes (BJ-20, BJ-21). `other`: another medium of the play, whose card does not serve here.
 */
export async function download(
  play: ProgrammePlay,
  { id }: ApplicationView,
  { medium, card }: Blank,
  code: string,
  other: Blank | undefined,
): Promise<InHand> {
  const { t, who } = play;
  const { transport, baseUrl } = { ...who.person, baseUrl: who.person.transport.baseUrl };
  const { token, serial: mediumSerial } = medium;
  const params = { id };
  const chosen = card === null ? randomPin(mediumSerial) : undefined;
  const pin = card?.password ?? chosen ?? '';
  const begin = (proofs: object) => {
    return call(transport, selfService.begin, { params, body: { medium: reportOf(medium), proofs } });
  };
  const right = { ...shown(card), code };
  if (card !== null) {
    const wrongNumber = { number: other?.card?.number ?? 'MK000101-000001-A' };
    await refused(t, 'the card of another medium', 'SELF_CARD_NUMBER_WRONG', () =>
      begin({ ...right, passwordCard: wrongNumber }),
    );
  }
  const wrongCode = code === '314159' ? '271828' : '314159';
  await refused(t, 'a wrong verification code', 'SELF_CODE_WRONG', () => begin({ ...right, code: wrongCode }));
  t.check('nothing was written by that', token.status().state === 'blank' && !token.status().personalised);

  const resume = async (first: boolean) => {
    const begun = await begin(first ? right : {});
    await token.provision(bytesOf(begun.envelope ?? ''), chosen);
    await token.login(pin);
    return begun;
  };
  const begun = await t.step('applicant', 'begins the download', () => resume(true));
  const wrongPassword = pin === '31415926' ? '27182818' : '31415926';
  const mistyped = await token.login(wrongPassword).catch((error: unknown) => error);
  t.check('the medium counts a wrong password', mistyped instanceof TokenError && token.status().pin.left === 5);
  await token.login(pin);
  token.logout();
  await t.step('applicant', 'pulls the key and begins again', () => resume(false));
  const ask = async () => {
    const request = await token.createRequest(subjectOf(begun.install.subject));
    const attestation = await token.attest(request);
    const body = { mediumSerial, request: base64(request), ...(attestation && { attestation: base64(attestation) }) };
    return { request, issued: await call(transport, selfService.request, { params, body }) };
  };
  const first = await t.step('authority', 'issues both certificates', ask);
  token.logout();
  await t.step('applicant', 'pulls the key before they are written and begins again', () => resume(false));
  const { request, issued } = await t.step('authority', 'answers again', ask);
  t.check(
    'the same pair comes for the same medium',
    issued.sign === first.issued.sign && issued.encrypt === first.issued.encrypt,
  );
  const made = { request, ...pairOf(issued) };
  const { passwordCard } = issued;
  const installation = {
    ...made,
    envelopedKey: bytesOf(issued.envelopedKey),
    ...(passwordCard === null ? {} : { passwordCard }),
  };
  await t.step('medium', 'takes certificates and encryption key', () => token.installCertificates(installation));
  t.check('the medium knows its password card (BJ-13)', token.status().passwordCard === (card?.number ?? null));
  await t.step('applicant', 'confirms with the new key', async () => {
    const { nonce } = await call(transport, selfService.challenge, { params, body: { purpose: 'install' } });
    const signature = await medium.prove(new URL(baseUrl).origin, nonce, made.sign);
    return call(transport, selfService.confirm, { params, body: { mediumSerial, nonce, signature } });
  });
  await refused(t, 'a download onto a medium that is written', 'SELF_INSTALL_DONE', () => begin(right));
  return { medium, made, pin: await ownPin(play, medium, pin) };
}

/** BJ-05: the first password gives way to one of the holder's own. */
async function ownPin({ t }: ProgrammePlay, { token, serial }: JourneyMedium, first: string): Promise<string> {
  const own = randomPin(serial);
  await t.step('applicant', 'changes the first password', async () => {
    await token.changePin(first, own);
    token.logout();
    await token.login(own);
  });
  return own;
}
