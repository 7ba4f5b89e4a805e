import type { Installation, PairSlot, Subject, TokenStatus } from '@yinxin/token';
import { describeCard, faceOf } from './card.ts';
import type {
  CreatedRequest,
  InstallAnswer,
  MediumAnswer,
  PersonaliseAnswer,
  ProveAnswer,
  ReadAnswer,
  SpoilAnswer,
} from './client.ts';
import { type Hands, type Place, written } from './place.ts';
import { AssistantRefusal } from './problems.ts';
import { base64, prove } from './proof.ts';

/**
 * Writing certificates onto a blank medium, as the console's page (production 制证) or an applicant's page (download)
 * drives it.
 */
export class Production {
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** The plugged-in medium as anyone may see it. Throws `E_NO_KEY`. */
  medium(): MediumAnswer {
    const status = this.#status();
    return {
      ...faceOf(status, this.#hands.sessions.purpose !== null),
      containers: status.containers.map(({ name, certificates }) => ({ name, installed: certificates !== null })),
    };
  }

  /** What is on it, for people. Throws `E_NO_KEY`. */
  read(): ReadAnswer {
    const status = this.#status();
    const { spoiledReason, containers } = describeCard(status, this.#hands.clock.now());
    return { ...faceOf(status, this.#hands.sessions.purpose !== null), spoiledReason, containers };
  }

  personalise(origin: string, serial: string, envelope: Uint8Array): Promise<PersonaliseAnswer> {
    return this.#hands.reader.use(serial, async (token) => {
      const { resumed } = await token.personalise(envelope);
      this.#hands.sessions.open(origin, 'production', token);
      return { serial, resumed };
    });
  }

  createRequest(origin: string, serial: string, subject: Subject, container: string): Promise<CreatedRequest> {
    return this.#hands.sessions.within(origin, serial, 'create-request', async (token) => {
      const request = await token.createRequest(subject, container);
      const attested = await token.attest(request);
      return { serial, container, request: base64(request), attestation: attested && base64(attested) };
    });
  }

  /** Also answers `repeated` without a session, so that a page restarted after success can go on. */
  install(place: Place, installation: Installation): Promise<InstallAnswer> {
    return this.#hands.sessions.repeatable(place.origin, place.serial, 'install', async (token) =>
      written(place, await token.installCertificates(installation, place.container)),
    );
  }

  /** Proves that a signing key on the medium belongs to the installed certificate; for this origin and nonce only. */
  prove(
    origin: string,
    serial: string,
    nonce: Uint8Array,
    at: { readonly container: string; readonly slot: PairSlot },
  ): Promise<ProveAnswer> {
    return this.#hands.sessions.within(origin, serial, 'prove', (token) =>
      prove(token, origin, nonce, { ...at, now: this.#hands.clock.now() }),
    );
  }

  spoil(origin: string, serial: string, reason: string): Promise<SpoilAnswer> {
    return this.#hands.reader.use(serial, async (token) => {
      const { state } = token.status();
      // Nobody's keys are on a blank medium; but another page may be about to make some.
      if (state === 'blank') this.#hands.sessions.refuseWhileOthers(origin);
      else this.#hands.sessions.refuseOthers(origin, 'spoil', token);
      await token.spoil(reason);
      this.#hands.sessions.forget();
      return { serial, state: 'spoiled' };
    });
  }

  /** Ends the session of this origin; the medium is ready to be taken out. */
  finish(origin: string, serial: string): Promise<MediumAnswer> {
    return this.#hands.reader.use(serial, async (token) => {
      this.#hands.sessions.finish(origin, token);
      return this.medium();
    });
  }

  #status(): TokenStatus {
    const { token } = this.#hands.reader;
    if (!token) throw new AssistantRefusal({ code: 'E_NO_KEY' });
    return token.status();
  }
}
