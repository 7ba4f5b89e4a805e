import { type AuditFact, publicActor } from '../audit/index.ts';
import { FROM_EVERYWHERE, networkOf } from '../directory/index.ts';
import { type Clock, type Config, type Database, Problem, transaction } from '../platform/index.ts';
import type { Challenges } from './challenges.ts';
import type { AccessPorts, Account, Held } from './ports.ts';
import { problem } from './problems.ts';
import { checkChain, checkIssued, type Proof, proveHolder, readCertificate, serialOf } from './proof.ts';
import { refusesSignIn } from './rules.ts';
import { about, goodNow, lacksBinding } from './standing.ts';

const QUARTER_HOUR = 900;

export interface SignInDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Pick<Config, 'rateLimits'>;
  readonly ports: AccessPorts;
  readonly challenges: Challenges;
  /** Origins our pages have. */
  origins(): readonly string[];
}

/** An answered challenge. */
export interface Answered extends Proof {
  readonly challenge: string;
}

/** A certificate whose holder answered. */
export interface Proven {
  readonly held: Held;
  readonly account: Account;
}

export interface CertificateSignIn {
  /**
   * Who holds the certificate: challenge, signature, chain, dates, use, issued by us. Says nothing yet about whether it may
   * be used. Throws CHALLENGE_GONE, CERTIFICATE_PROOF_WRONG, CERTIFICATE_UNTRUSTED and their kin, TOO_MANY_TRIES.
   */
  prove(answered: Answered, address: string): Promise<Proven>;
  /** The account the certificate signs in; `asked` is the account name the user typed, if any (PA-03). */
  signIn(answered: Answered & { readonly asked: string | undefined }, address: string): Promise<Proven>;
  /** Throws unless the certificate may still be used now: asked again after a session began. */
  stillGood(serial: string): Promise<void>;
}

export function certificateSignIn(deps: SignInDeps): CertificateSignIn {
  const { db, clock, config, ports, challenges } = deps;
  const { loginPerAccount, loginPerAddress } = config.rateLimits;

  const prove: CertificateSignIn['prove'] = async (answered, address) => {
    await ports.limits.take('sign-in-address', address, loginPerAddress, QUARTER_HOUR);
    const certificate = readCertificate(answered.certificate);
    const serial = serialOf(certificate);
    // Counted like passwords: per network, and from everywhere together.
    const here = `${serial} ${networkOf(address)}`;
    await ports.limits.take('certificate-sign-in', here, loginPerAccount, QUARTER_HOUR);
    await ports.limits.take('certificate-sign-in', serial, loginPerAccount * FROM_EVERYWHERE, QUARTER_HOUR);
    const nonce = await challenges.take(answered.challenge);
    proveHolder(certificate, nonce, answered, deps.origins());
    checkChain(certificate, await ports.trust(), clock.now());
    const held = checkIssued(certificate, await ports.held(db, serial));
    const account = await ports.account(db, held.account);
    if (!account) throw problem('CERTIFICATE_WITHOUT_ACCOUNT');
    await ports.limits.clear('certificate-sign-in', here);
    await ports.limits.clear('certificate-sign-in', serial);
    return { held, account };
  };

  const log = (fact: AuditFact) => transaction(db, (tx) => ports.audit.record(tx, fact));

  return {
    prove,
    async signIn(answered, address) {
      let proven: Proven | undefined;
      try {
        proven = await prove(answered, address);
        const { held, account } = proven;
        const { asked } = answered;
        const isOwn = asked === undefined || sameName(asked, account.name);
        const refusal = refusesSignIn({
          state: held.state,
          account: account.id,
          asked: asked === undefined ? undefined : isOwn ? account.id : null,
          ofBranch: held.holder !== undefined && held.holder.creditCode !== account.creditCode,
          lacksBinding: await lacksBinding(db, held),
        });
        if (refusal) throw problem(refusal, about(held, asked));
        await log({
          actor: { kind: 'organisation', id: account.id, name: account.organisationName },
          action: 'organisation.signed-in',
          subject: { kind: 'credit-code', id: account.creditCode, label: account.name },
          details: { by: 'certificate', serial: held.serial },
        });
        return proven;
      } catch (error) {
        if (error instanceof Problem && error.code !== 'TOO_MANY_TRIES') {
          await log({
            actor: publicActor,
            action: 'organisation.sign-in-refused',
            subject: { kind: 'certificate', id: proven?.held.serial ?? '', label: proven?.account.name ?? '' },
            details: { by: 'certificate', code: error.code },
          });
        }
        throw error;
      }
    },
    async stillGood(serial) {
      await goodNow(ports, db, serial);
    },
  };
}

/** Account names are compared as they are typed elsewhere: without regard to case, width and spaces. */
function sameName(asked: string, name: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  return plain(asked) === plain(name);
}
