import { consoleSelfService, production, selfService } from '@yinxin/contract';
import type { OnlineService, Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { activationMessage, authenticationMessage, certificateDigest, renewalMessage, type Token } from '@yinxin/token';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Actor,
  type ApplicationState,
  applicationsRoom,
  type Command,
  type HeldFacts,
} from '../../applications/index.ts';
import { holder as applicant, heldBy, ORGANISATION, Player, worker } from '../../applications/testing/player.ts';
import { auditRoom } from '../../audit/index.ts';
import { issuanceRoom } from '../../issuance/index.ts';
import { noticesRoom } from '../../notices/index.ts';
import { transaction } from '../../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { applicationsForProduction, applicationsForSelfService, mediaRoom } from '../index.ts';
import { base64, bytesOf, openTokens, produce, subjectFrom } from '../testing/desk.ts';
import { certificateOn, installation, reported } from '../testing/holder.ts';

/* The real engine and a real programme behind the port: activation of a made medium, renewal on it, and its unlocking. */

const found = programmes.find(({ services }) =>
  services.some(
    (one) => one.channel === 'online' && one.business === 'renew' && one.stages.some((s) => s.kind === 'install'),
  ),
);
if (!found) throw new Error('no programme renews on the same medium');
const programme: Programme = found;
const serviceOf = (business: OnlineService['business'], of = programme) => {
  const service = of.services.find((one) => one.channel === 'online' && one.business === business);
  if (service?.channel !== 'online') throw new Error(`no service ${business}`);
  return service;
};

const MOBILE = '13900139000';
const held = new Map<string, HeldFacts>();
const tokens = openTokens();
let server: TestServer;
let browser: TestBrowser;
let token: Token;
let firstPin: string;

const audit = auditRoom();
const notices = noticesRoom({ mobileOf: () => async () => MOBILE });
const applications = applicationsRoom({
  audit: audit.service,
  notices: notices.service,
  organisation: () => async () => ({ ...ORGANISATION, mobile: MOBILE }),
  holdings: () => ({ held: async (_db, id) => held.get(id), living: async () => [] }),
  onChange:
    (deps) =>
    async (tx, { state, events }) => {
      for (const event of events) {
        if (event.type === 'stage-entered') await media.service(deps).stageEntered(tx, state.id, event.stage);
        if (event.type === 'dispatched') await media.service(deps).shipped(tx, state.id);
      }
    },
});
const issuance = issuanceRoom({ ports: (deps) => ({ audit: (tx, fact) => audit.service(deps).record(tx, fact) }) });
const media: ReturnType<typeof mediaRoom> = mediaRoom({
  issuance: issuance.service,
  ports: (deps) => ({
    applications: applicationsForProduction(applications.service(deps)),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
    authorityName: '示例电子认证服务有限公司',
  }),
  selfService: (deps) => ({
    applications: applicationsForSelfService(applications.service(deps), async () => MOBILE),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
    notify: (tx, notice) => notices.service(deps).notify(tx, notice),
    sealFor: async () => undefined,
  }),
});

beforeAll(async () => {
  server = await startTestServer({
    rooms: [audit, notices, applications, issuance, media],
    now: '2026-02-01T02:00:00Z',
  });
  browser = server.browser();
  await browser.signIn({ kind: 'organisation', subject: ORGANISATION.id });
});
afterAll(async () => {
  await tokens.close();
  await server.close();
});

/** Plays an order by the rules until a stage, then lets the same commands happen to a real one. */
class Recorder extends Player {
  readonly commands: [Command, Actor][] = [];
  override do(command: Command, actor: Actor = applicant): this {
    this.commands.push([command, actor]);
    return super.do(command, actor);
  }
}

const execute = (id: string, command: Command, actor: Actor) =>
  transaction(server.deps.db, (tx) => applications.service(server.deps).execute(tx, id, command, actor));

async function orderAt(
  business: OnlineService['business'],
  stage: ApplicationState['stage'],
  answers?: Readonly<Record<string, string>>,
  subject?: HeldFacts,
  of = programme,
): Promise<ApplicationState> {
  const service = serviceOf(business, of);
  const player = new Recorder(of, service.code, {
    ...(subject ? { subject: heldBy(of, { ...subject }) } : {}),
  });
  player.now = server.clock.now();
  player.to(stage, answers);
  const asked = {
    organisationId: ORGANISATION.id,
    programme: of.code,
    project: of.projects[0]?.code ?? '',
    service: service.code,
    regionConfirmed: true,
    ...(subject ? { subject: subject.id, signedInWith: async () => subject.id } : {}),
  };
  let state = await transaction(server.deps.db, (tx) => applications.service(server.deps).open(tx, asked, applicant));
  for (const [command, actor] of player.commands) {
    // What is known of the holder is not asked again, so the data may have changed less often than in the play.
    const now = 'dataVersion' in command ? { ...command, dataVersion: state.dataVersion } : command;
    state = await execute(state.id, now, actor);
  }
  expect(state.stage).toBe(stage);
  return state;
}

const read = async (id: string) => {
  const state = await applications.service(server.deps).read(server.deps.db, id);
  if (!state) throw new Error(`no order ${id}`);
  return state;
};
const nonceFor = async (id: string, purpose: 'install' | 'activation' | 'unlock') =>
  (await browser.call(selfService.challenge, { params: { id }, body: { purpose } })).nonce;

/** The code of the latest SMS to the handler. */
async function codeSent(): Promise<string> {
  await server.deps.jobs.idle();
  const [latest] = (await notices.inbox(server.deps)).filter(({ text }) => /验证码|激活码/.test(text));
  return /\b\d{6,8}\b/.exec(latest?.text ?? '')?.[0] ?? /\d{6,8}/.exec(latest?.text ?? '')?.[0] ?? '';
}

test('[PA-20] [PA-19] its papers in order, a medium is made at the desk and posted, and activated by its holder with the code that was sent', async () => {
  const order = await orderAt('new', 'papers');
  await execute(order.id, { type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890123' }, applicant);
  const faults = [{ item: { kind: 'material', code: 'business-licence' } as const, reason: 'paper-differs' }];
  await execute(order.id, { type: 'report-paper-faults', faults }, worker('mail-room'));
  await execute(order.id, { type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890129' }, applicant);
  await execute(order.id, { type: 'confirm-papers' }, worker('mail-room'));
  const staff = server.browser();
  await staff.signIn({ kind: 'staff', subject: '0190a0a0-0000-7000-8000-00000000aaaa', roles: ['production'] });
  const card = async () => (await staff.call(production.makePasswordCards, { body: { count: 1 } })).numbers[0] ?? '';
  const made = await produce(staff, { card, medium: tokens.medium, server }, { applicationId: order.id });
  token = made.token;
  const { serial } = made;
  const recipient = { name: '赵收件', mobile: '13900139000', address: '广东省深圳市某路 2 号' };
  await execute(order.id, { type: 'set-delivery', mode: 'post', recipient }, applicant);
  const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890124', mediumSerial: serial };
  await execute(order.id, { type: 'dispatch', ...parcel }, worker('shipping'));
  expect(await read(order.id)).toMatchObject({ stage: 'activation' });
  const code = await codeSent();
  firstPin = (await media.service(server.deps).openParcel(server.deps.db, parcel.trackingNumber))?.initialPin ?? '';
  token.logout();
  await token.login(firstPin);
  const nonce = await nonceFor(order.id, 'activation');
  const claim = { origin: server.url, nonce: bytesOf(nonce), order: order.number, certificate: certificateOn(token) };
  const signature = base64(await token.sign(activationMessage(claim), 'activate'));
  const body = { mediumSerial: serial, nonce, signature, code };
  const view = await browser.call(selfService.activate, { params: { id: order.id }, body });
  expect(view.activation?.activatedAt).not.toBeNull();
  expect((await read(order.id)).activation.at).not.toBeNull();
  const [certificate] = (await read(order.id)).production.certificates;
  held.set('0190a0a0-0000-7000-8000-0000000000c1', {
    ...heldBy(programme, { mediumSerial: serial, notAfter: certificate?.notAfter ?? '' }),
    organisationId: ORGANISATION.id,
    holderCode: ORGANISATION.creditCode,
    applicationId: order.id,
  });
});

test('[BJ-19] nothing is downloaded before the blank medium is sent, nor before it is received; then it begins', async () => {
  const of = programmes.find(({ services }) =>
    services.some(
      (one) =>
        one.channel === 'online' &&
        one.stages.some((s) => s.kind === 'install' && s.afterReceipt) &&
        one.stages.some((s) => s.kind === 'provision' && s.passwordCard),
    ),
  );
  if (!of) throw new Error('no programme waits for the receipt');
  const order = await orderAt('new', 'provision', { handling: 'online', keys: '1' }, undefined, of);
  const params = { id: order.id };
  const blank = tokens.medium();
  const refused = async (proofs: object) => {
    const before = await read(order.id);
    const body = { medium: reported(blank), proofs };
    const problem = await browser.refused(selfService.begin, { params, body });
    expect(await read(order.id)).toEqual(before);
    expect(blank.status()).toMatchObject({ state: 'blank', personalised: false });
    return [problem.status, problem.code];
  };
  const staff = server.browser();
  await staff.signIn({ kind: 'staff', subject: '0190a0a0-0000-7000-8000-00000000aaab', roles: ['production'] });
  const { serial, transportPublicKey } = blank.status();
  const keys = [{ serial, transportKey: base64(transportPublicKey) }];
  const delivery = { kind: 'usb-key' as const, model: 'Soft Key', serials: [serial], keys };
  await staff.call(production.registerMedia, { body: delivery });
  const card = (await staff.call(production.makePasswordCards, { body: { count: 1 } })).numbers[0] ?? '';
  await staff.call(consoleSelfService.pair, { params, body: { mediumSerial: serial, passwordCard: card } });
  expect(await refused({})).toEqual([409, 'SELF_STEP_NOT_NOW']);
  const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890125' };
  await staff.call(consoleSelfService.send, { params, body: parcel });
  await browser.call(selfService.sendCode, { params, body: { purpose: 'install' } });
  const proofs = { passwordCard: { number: card }, code: await codeSent() };
  expect(await refused(proofs)).toEqual([409, 'INSTALL_NOT_RECEIVED']);
  await execute(order.id, { type: 'confirm-received' }, applicant);
  const begun = await browser.call(selfService.begin, { params, body: { medium: reported(blank), proofs } });
  expect(begun.envelope).not.toBeNull();
});

test('[PA-25] [PA-27] the renewed pair is written to the same medium and is valid on from the former end', async () => {
  const subject = held.get('0190a0a0-0000-7000-8000-0000000000c1');
  if (!subject) throw new Error('nothing is held');
  const end = new Date(subject.notAfter);
  // Into the last ninety days, where the player stands.
  await server.advance({ days: 295 });
  browser = server.browser();
  await browser.signIn({ kind: 'organisation', subject: ORGANISATION.id });
  const order = await orderAt('renew', 'install', undefined, subject);
  const params = { id: order.id };
  const body = { medium: reported(token), proofs: {} };
  const begun = await browser.call(selfService.begin, { params, body });
  await token.login(firstPin);
  const inUse = certificateOn(token);
  const request = await token.createRenewal(subjectFrom(begun.install), begun.renews ?? '');
  const vouching = await nonceFor(order.id, 'install');
  const claim = { origin: server.url, nonce: bytesOf(vouching), certificate: inUse, request };
  const vouched = { nonce: vouching, signature: base64(await token.sign(renewalMessage(claim), 'renew')) };
  const mediumSerial = token.status().serial;
  const asked = { mediumSerial, request: base64(request), vouched };
  const issued = await browser.call(selfService.request, { params, body: asked });
  await token.installRenewal(installation(issued));
  const nonce = await nonceFor(order.id, 'install');
  const next = { origin: server.url, nonce: bytesOf(nonce), certificate: bytesOf(issued.sign) };
  const signature = base64(await token.sign(authenticationMessage(next), 'authenticate', 'main', 'next'));
  await browser.call(selfService.confirm, { params, body: { mediumSerial, nonce, signature } });
  await token.switchRenewal(certificateDigest(bytesOf(issued.sign)));
  const done = await read(order.id);
  expect(done).toMatchObject({ stage: 'finished', install: { installed: [mediumSerial] } });
  const renewed = new Date(done.production.certificates[0]?.notAfter ?? 0);
  expect(renewed.getUTCFullYear() - end.getUTCFullYear()).toBeGreaterThanOrEqual(1);
  expect(renewed.toISOString().slice(4)).toBe(end.toISOString().slice(4));
});

test('[PA-38] [PA-40] an unlock that passed by rule is finished with a code to the handler', async () => {
  const subject = held.get('0190a0a0-0000-7000-8000-0000000000c1');
  if (!subject) throw new Error('nothing is held');
  const order = await orderAt('unlock', 'unlock', undefined, subject);
  const params = { id: order.id };
  await browser.call(selfService.sendCode, { params, body: { purpose: 'unlock' } });
  const { serial, nonce: challenge } = await token.unlockChallenge();
  const body = { mediumSerial: serial, challenge: base64(challenge), code: await codeSent() };
  const { response } = await browser.call(selfService.unlock, { params, body });
  await token.unlock({ response: bytesOf(response) }, 'New-PIN-2026');
  await token.login('New-PIN-2026');
  const nonce = await nonceFor(order.id, 'unlock');
  const claim = { origin: server.url, nonce: bytesOf(nonce), certificate: certificateOn(token) };
  const signature = base64(await token.sign(authenticationMessage(claim), 'authenticate'));
  await browser.call(selfService.confirmUnlock, { params, body: { mediumSerial: serial, nonce, signature } });
  expect(await read(order.id)).toMatchObject({ stage: 'finished' });
});
