import { sm3, toHex } from '@yinxin/gm';
import { type Database, Problem, transaction } from '../platform/index.ts';
import type { Authorities } from './authority/registry.ts';
import { type Fact, type IssuancePorts, logged, type StaffActor, SYSTEM } from './ports.ts';
import { admit } from './steps/admit.ts';
import { advance } from './steps/advance.ts';
import type { StepNumber, StepTools } from './steps/engine.ts';
import { done, gather } from './steps/gather.ts';
import type { Order } from './steps/orders.ts';
import { type Reserved, reservePairs, type Wanted } from './steps/reserve.ts';
import { type IssuedCertificate, type IssuedPair, issuerNameOf, type Subscriber } from './types.ts';

/** A pair somebody asks for; step 1 admits its request. */
export type AskedPair = Omit<Wanted, 'admitted'>;

/** Issuing pairs: one, or many that share transactions. */
export interface PairIssuing {
  one(asked: AskedPair): Promise<IssuedPair>;
  /** Each with its entry in the log of the house; one that is refused does not stop the others. */
  many(asked: readonly AskedPair[], actor: StaffActor): Promise<readonly PromiseSettledResult<IssuedPair>[]>;
  /** Whether nothing was asked for a while: time for what can be done in advance. */
  areQuiet(): boolean;
}

/** Orders reserved in one transaction. */
const RESERVED_AT_ONCE = 64;
/** Orders of a batch worked on at once: enough to keep every step busy. */
const IN_FLIGHT = 256;
const LOGGED_AT_ONCE = 64;
/** Nothing was asked for this long: the machine is idle. */
const QUIET_MS = 2_000;

/** `open` gives the tools of the steps; they are the same every time. */
export function pairIssuing({
  db,
  ports,
  open,
  after,
}: {
  readonly db: Database;
  readonly ports: IssuancePorts;
  readonly open: () => Promise<{ readonly tools: StepTools; readonly authorities: Pick<Authorities, 'chainOf'> }>;
  readonly after: (step: StepNumber) => void;
}): PairIssuing {
  /** Requests worked on now, and when the last one ended. */
  let busy = 0;
  let lastWork = Number.NEGATIVE_INFINITY;

  /** Step 2 for whoever comes at the same time, in one transaction. */
  const reserve = gather<Wanted, Reserved>(RESERVED_AT_ONCE, async (wanted) =>
    reservePairs((await open()).tools, wanted),
  );

  const logIssued = gather<Fact, void>(LOGGED_AT_ONCE, (facts) =>
    transaction(db, async (tx) => {
      if (ports.auditAll) await ports.auditAll(tx, facts);
      else for (const fact of facts) await ports.audit(tx, fact);
      return facts.map(() => done(undefined));
    }),
  );

  /** Who was refused what: codes and hashes, never what stood in the request. */
  const logRefusal = ({ subscriber, mediumSerial, request }: AskedPair, { document }: Problem) =>
    transaction(db, (tx) =>
      ports.audit(tx, {
        actor: SYSTEM,
        action: 'certificate.refused',
        subject: subjectOf(subscriber),
        details: { code: document.code, medium: mediumSerial, requestSm3: toHex(sm3.digest(request)) },
      }),
    );

  const one = async (asked: AskedPair): Promise<IssuedPair> => {
    const { tools, authorities } = await open();
    busy += 1;
    try {
      const admitted = await admit(asked.request, asked.subscriber);
      after(1);
      const { id, order } = await reserve({ ...asked, admitted });
      after(2);
      return asPair(authorities, await advance(tools, id, order));
    } catch (error) {
      // An order that waits for its key was not refused.
      if (error instanceof Problem && error.code !== 'AUTHORITY_KEY_UNAVAILABLE') await logRefusal(asked, error);
      throw error;
    } finally {
      busy -= 1;
      lastWork = performance.now();
    }
  };

  const oneLogged = async (asked: AskedPair, actor: StaffActor): Promise<IssuedPair> => {
    const pair = await one(asked);
    await logIssued({
      actor: logged(actor),
      action: 'certificate.issued',
      subject: subjectOf(asked.subscriber),
      details: { serials: pair.certificates.map(({ serial }) => serial).join(' '), medium: asked.mediumSerial },
    });
    return pair;
  };

  return {
    one,
    async many(asked, actor) {
      const outcomes: PromiseSettledResult<IssuedPair>[] = [];
      const rest = asked.entries();
      const worker = async () => {
        for (const [i, next] of rest) {
          const [outcome] = await Promise.allSettled([oneLogged(next, actor)]);
          if (outcome) outcomes[i] = outcome;
        }
      };
      await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, asked.length) }, worker));
      return outcomes;
    },
    areQuiet: () => busy === 0 && performance.now() - lastWork > QUIET_MS,
  };
}

/** The application as the log names it. */
function subjectOf({ applicationId, applicationNumber }: Subscriber): Fact['subject'] {
  return { kind: 'application', id: applicationId, label: applicationNumber };
}

/** A published order as other rooms get it. */
export function asPair(authorities: Pick<Authorities, 'chainOf'>, order: Order): IssuedPair {
  const of = (use: 'sign' | 'encrypt') => {
    const found = order.certificates.find((one) => one.use === use);
    if (!found?.certificate) throw new Error(`order ${order.id} has no ${use} certificate`);
    return { use, serial: found.serial, bytes: found.certificate };
  };
  const [sign, encrypt] = [of('sign'), of('encrypt')];
  const validity = { notBefore: new Date(order.plan.notBefore), notAfter: new Date(order.plan.notAfter) };
  const listed = [sign, encrypt].map(({ use, serial }): IssuedCertificate => ({ use, serial, ...validity }));
  if (!order.envelopedKey) throw new Error(`order ${order.id} has no enveloped key`);
  return {
    orderId: order.id,
    position: order.position,
    sign: sign.bytes,
    encrypt: encrypt.bytes,
    chain: authorities.chainOf(issuerNameOf(order.plan)).map(({ raw }) => raw),
    envelopedKey: order.envelopedKey,
    certificates: listed,
  };
}
