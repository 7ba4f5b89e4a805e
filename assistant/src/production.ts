import { authenticationMessage, type Installation, type Subject, type Token, TokenError } from '@yinxin/token';
import { refuseOutsideValidity } from './certificate.ts';
import type {
  InstallAnswer,
  MediumAnswer,
  PersonaliseAnswer,
  ProveAnswer,
  RequestAnswer,
  SpoilAnswer,
} from './client.ts';
import type { Clock } from './clock.ts';
import { AssistantRefusal } from './problems.ts';
import type { Reader } from './reader.ts';
import { VERSION } from './version.ts';

const SESSION_IDLE_MS = 10 * 60_000;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Production 制证 as the console's page drives it. The session that `personalise` opens belongs to the origin that
 * opened it and ends with `finish`, `spoil`, removal, or after ten idle minutes. No PIN passes through here.
 */
export class Production {
  readonly #reader: Reader;
  readonly #clock: Clock;
  #session: { readonly origin: string; readonly timer: NodeJS.Timeout } | null = null;

  constructor(reader: Reader, clock: Clock) {
    this.#reader = reader;
    this.#clock = clock;
  }

  /** The plugged-in medium as anyone may see it. Throws `E_NO_KEY`. */
  medium(): MediumAnswer {
    const { token } = this.#reader;
    if (!token) throw new AssistantRefusal({ code: 'E_NO_KEY' });
    const status = token.status();
    return {
      serial: status.serial,
      label: status.label,
      model: status.model,
      state: status.state,
      personalised: status.personalised,
      open: status.open && this.#session !== null,
      passwordCard: status.passwordCard,
      transportPublicKey: base64(status.transportPublicKey),
      pinInitial: status.pinInitial,
      pinChange: status.pinChange,
      pin: status.pin,
      containers: status.containers.map(({ name, certificates }) => ({ name, installed: certificates !== null })),
    };
  }

  personalise(origin: string, serial: string, envelope: Uint8Array): Promise<PersonaliseAnswer> {
    return this.#reader.use(serial, async (token) => {
      const { resumed } = await token.personalise(envelope);
      this.#open(origin, token);
      return { serial, resumed };
    });
  }

  createRequest(origin: string, serial: string, subject: Subject, container: string): Promise<RequestAnswer> {
    return this.#within(origin, serial, async (token) => {
      const request = await token.createRequest(subject, container);
      return { serial, container, request: base64(request) };
    });
  }

  /** Also answers `repeated` without a session, so that a console restarted after success can go on. */
  install(origin: string, serial: string, container: string, installation: Installation): Promise<InstallAnswer> {
    return this.#reader.use(serial, async (token) => {
      if (token.status().open) this.#refuseOthers(origin, token);
      const { repeated } = await token.installCertificates(installation, container);
      return { serial, container, repeated };
    });
  }

  /** Proves that the signing key on the medium belongs to the installed certificate; for this origin and nonce only. */
  prove(origin: string, serial: string, nonce: Uint8Array, container: string): Promise<ProveAnswer> {
    return this.#within(origin, serial, async (token) => {
      const info = token.status().containers.find((one) => one.name === container);
      if (!info?.certificates) throw new AssistantRefusal({ code: 'E_NO_CERTIFICATE' });
      const certificate = info.certificates.sign;
      refuseOutsideValidity(certificate, this.#clock.now());
      const message = authenticationMessage({ origin, nonce, certificate });
      const signature = await token.sign(message, 'authenticate', container);
      return {
        format: 'yinxin-auth:1',
        serial,
        origin,
        certificate: base64(certificate),
        algorithm: 'SM2-SM3',
        signature: base64(signature),
        agent: `yinxin-assistant/${VERSION}`,
      };
    });
  }

  spoil(origin: string, serial: string, reason: string): Promise<SpoilAnswer> {
    return this.#reader.use(serial, async (token) => {
      if (token.status().state !== 'blank') this.#refuseOthers(origin, token);
      await token.spoil(reason);
      this.#end();
      return { serial, state: 'spoiled' };
    });
  }

  /** Ends the session of this origin; the medium is ready to be taken out. */
  finish(origin: string, serial: string): Promise<MediumAnswer> {
    return this.#reader.use(serial, async (token) => {
      if (this.#session?.origin === origin) {
        token.logout();
        this.#end();
      }
      return this.medium();
    });
  }

  /** The medium was taken out: whatever was open is gone with it. */
  forget(): void {
    this.#end();
  }

  #within<T>(origin: string, serial: string, operation: (token: Token) => Promise<T>): Promise<T> {
    return this.#reader.use(serial, async (token) => {
      this.#refuseOthers(origin, token);
      this.#open(origin, token);
      return operation(token);
    });
  }

  #refuseOthers(origin: string, token: Token): void {
    if (this.#session?.origin !== origin || !token.status().open) throw new TokenError({ code: 'E_PIN_REQUIRED' });
  }

  #open(origin: string, token: Token): void {
    this.#end();
    const timer = setTimeout(() => {
      token.logout();
      this.#session = null;
    }, SESSION_IDLE_MS);
    timer.unref();
    this.#session = { origin, timer };
  }

  #end(): void {
    if (this.#session) clearTimeout(this.#session.timer);
    this.#session = null;
  }
}
