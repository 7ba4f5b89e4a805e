import { selfService } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Session, type Tx, transaction } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { lockApplication } from '../store.ts';
import { activate } from './activation.ts';
import { sendCode } from './codes.ts';
import { formerKeys } from './former.ts';
import { begin, confirm, request } from './install.ts';
import { newNonce } from './nonces.ts';
import type { MediumProof } from './proof.ts';
import { NONCE_MS } from './rules.ts';
import { confirmSeal, takeSeal } from './seal.ts';
import { atStage, holderOf, ownOrder, type SelfTools } from './tools.ts';
import { refuseLocked } from './tries.ts';
import { confirmUnlock, unlockResponse } from './unlock.ts';
import { installView, viewOf } from './view.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');

/** Codes an organisation may ask for in an hour, over all its orders. */
const CODES_AN_HOUR = 20;

/** What an applicant does with their own medium. */
export function registerSelfService(app: FastifyInstance, tools: SelfTools): void {
  const proofOf = (body: { mediumSerial: string; nonce: string; signature: string }): MediumProof => ({
    mediumSerial: body.mediumSerial,
    nonce: bytes(body.nonce),
    signature: bytes(body.signature),
  });
  const view = async (tx: Tx, id: string, session: Session) =>
    viewOf(tools, tx, await ownOrder(tools, tx, id, holderOf(session)));

  registerEndpoint(app, selfService.read, ({ db, params, session }) =>
    transaction(db, (tx) => view(tx, params.id, session)),
  );

  registerEndpoint(app, selfService.sendCode, async ({ db, params, body, session }) => {
    await tools.rateLimits.take('self-service-code', session.subject, CODES_AN_HOUR, 3600);
    return transaction(db, async (tx) => {
      await lockApplication(tx, params.id);
      const order = await ownOrder(tools, tx, params.id, holderOf(session));
      if (body.purpose === 'activation' && order.refundOpen) {
        throw refuse('SELF_REFUND_OPEN', { params: { number: order.applicationNumber } });
      }
      atStage(order, body.purpose);
      await refuseLocked(tx, params.id, body.purpose);
      return sendCode(tools, tx, order, body.purpose, 'holder');
    });
  });

  registerEndpoint(app, selfService.challenge, async ({ db, params, body, session }) => {
    const order = await ownOrder(tools, db, params.id, holderOf(session));
    // Former keys are asked for at any time after the certificates were made.
    if (body.purpose !== 'recovery') atStage(order, body.purpose);
    const nonce = await newNonce(db, tools.clock, params.id, body.purpose);
    return { nonce: base64(nonce), expiresInSeconds: NONCE_MS / 1000 };
  });

  registerEndpoint(app, selfService.begin, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const medium = { ...body.medium, transportKey: bytes(body.medium.transportKey) };
      const asked = { medium, proofs: body.proofs };
      const { order, envelope, ...begun } = await begin(tools, tx, params.id, asked, holderOf(session));
      return { install: await presentInstall(tx, order), envelope: envelope && base64(envelope), ...begun };
    }),
  );

  registerEndpoint(app, selfService.request, ({ db, params, body, session }) =>
    // Before the order's lock: whoever waits for it holds a connection.
    tools.issuance.amongFew(() =>
      transaction(db, async (tx) => {
        const asked = {
          mediumSerial: body.mediumSerial,
          request: bytes(body.request),
          vouched: body.vouched && { nonce: bytes(body.vouched.nonce), signature: bytes(body.vouched.signature) },
          attestation: body.attestation === undefined ? undefined : bytes(body.attestation),
        };
        const { order, pair, passwordCard } = await request(tools, tx, params.id, asked, holderOf(session));
        return {
          install: await presentInstall(tx, order),
          sign: base64(pair.sign),
          encrypt: base64(pair.encrypt),
          chain: pair.chain.map(base64),
          envelopedKey: base64(pair.envelopedKey),
          passwordCard,
        };
      }),
    ),
  );

  registerEndpoint(app, selfService.confirm, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await confirm(tools, tx, params.id, proofOf(body), holderOf(session));
      return view(tx, params.id, session);
    }),
  );

  registerEndpoint(app, selfService.activate, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await activate(tools, tx, params.id, { ...proofOf(body), code: body.code }, holderOf(session));
      return view(tx, params.id, session);
    }),
  );

  registerEndpoint(app, selfService.unlock, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const { mediumSerial, challenge, code } = body;
      const asked = { mediumSerial, challenge: bytes(challenge), code };
      const response = await unlockResponse(tools, tx, params.id, asked, holderOf(session));
      return { response: base64(response), unlock: (await view(tx, params.id, session)).unlock };
    }),
  );

  registerEndpoint(app, selfService.confirmUnlock, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await confirmUnlock(tools, tx, params.id, proofOf(body), holderOf(session));
      return view(tx, params.id, session);
    }),
  );

  registerEndpoint(app, selfService.formerKeys, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const keys = await formerKeys(tools, tx, params.id, proofOf(body), holderOf(session));
      return {
        keys: keys.map(({ encrypt, envelopedKey }) => ({
          certificate: base64(encrypt),
          envelopedKey: base64(envelopedKey),
        })),
      };
    }),
  );

  registerEndpoint(app, selfService.takeSeal, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const seal = await takeSeal(tools, tx, params.id, proofOf(body), holderOf(session));
      return {
        id: seal.id,
        name: seal.name,
        sort: seal.sort,
        notAfter: seal.notAfter.toISOString(),
        certificate: seal.certificate,
        picture: base64(seal.picture),
        object: base64(seal.object),
        replaces: seal.replaces,
      };
    }),
  );

  registerEndpoint(app, selfService.confirmSeal, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const asked = { ...proofOf(body), sealId: body.sealId };
      await confirmSeal(tools, tx, params.id, asked, holderOf(session));
      return view(tx, params.id, session);
    }),
  );

  async function presentInstall(tx: Tx, order: Parameters<typeof installView>[2]) {
    const install = await installView(tools, tx, order);
    if (!install) throw new Error('an installation without its stage');
    return install;
  }
}
