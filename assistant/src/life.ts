import {
  activationMessage,
  type FormerKey,
  type Installation,
  renewalMessage,
  type Seal,
  type Subject,
} from '@yinxin/token';
import { refuseOutsideValidity } from './certificate.ts';
import type { ActivateAnswer, InstallAnswer, RenewRequestAnswer, SealAnswer, SerialAnswer } from './client.ts';
import type { Clock } from './clock.ts';
import { AGENT, base64, signingCertificate } from './proof.ts';
import type { Reader } from './reader.ts';
import type { Sessions } from './session.ts';

/** Where an act takes place: on this medium, in this container, for this origin. */
export interface Place {
  readonly origin: string;
  readonly serial: string;
  readonly container: string;
}

/** What a holder's page does with a made medium: renewal 续期, activation 激活, seals 印章. */
export class Life {
  readonly #reader: Reader;
  readonly #clock: Clock;
  readonly #sessions: Sessions;

  constructor(reader: Reader, clock: Clock, sessions: Sessions) {
    this.#reader = reader;
    this.#clock = clock;
    this.#sessions = sessions;
  }

  /** A request for a new key beside the one in use, which vouches for it; an expired certificate still does. */
  renewRequest(
    { origin, serial, container }: Place,
    asked: { readonly subject: Subject; readonly certificate: string; readonly nonce: Uint8Array },
  ): Promise<RenewRequestAnswer> {
    return this.#sessions.within(origin, serial, 'renew-request', async (token) => {
      const request = await token.createRenewal(asked.subject, asked.certificate, container);
      const certificate = signingCertificate(token, container);
      const message = renewalMessage({ origin, nonce: asked.nonce, certificate, request });
      const signature = await token.sign(message, 'renew', container);
      return {
        format: 'yinxin-renew:1',
        serial,
        container,
        origin,
        request: base64(request),
        certificate: base64(certificate),
        algorithm: 'SM2-SM3',
        signature: base64(signature),
      };
    });
  }

  installRenewal({ origin, serial, container }: Place, installation: Installation): Promise<InstallAnswer> {
    return this.#sessions.repeatable(origin, serial, 'install-renewal', async (token) => {
      const { repeated } = await token.installRenewal(installation, container);
      return { serial, container, repeated };
    });
  }

  switchRenewal({ origin, serial, container }: Place, certificate: string): Promise<InstallAnswer> {
    return this.#sessions.repeatable(origin, serial, 'switch-renewal', async (token) => {
      const { repeated } = await token.switchRenewal(certificate, container);
      return { serial, container, repeated };
    });
  }

  abandonRenewal({ origin, serial, container }: Place): Promise<SerialAnswer> {
    return this.#sessions.within(origin, serial, 'abandon-renewal', async (token) => {
      await token.abandonRenewal(container);
      return { serial };
    });
  }

  /** The medium proves itself for one order. */
  activate({ origin, serial, container }: Place, order: string, nonce: Uint8Array): Promise<ActivateAnswer> {
    return this.#sessions.within(origin, serial, 'activate', async (token) => {
      const certificate = signingCertificate(token, container);
      refuseOutsideValidity(certificate, this.#clock.now());
      const message = activationMessage({ origin, nonce, order, certificate });
      const signature = await token.sign(message, 'activate', container);
      return {
        format: 'yinxin-activate:1',
        serial,
        origin,
        order,
        certificate: base64(certificate),
        algorithm: 'SM2-SM3',
        signature: base64(signature),
        agent: AGENT,
      };
    });
  }

  markActivated({ origin, serial, container }: Place, order: string, at: string): Promise<SerialAnswer> {
    return this.#sessions.within(origin, serial, 'mark-activated', async (token) => {
      await token.markActivated({ order, at }, container);
      return { serial };
    });
  }

  installSeal({ origin, serial, container }: Place, seal: Seal): Promise<InstallAnswer> {
    return this.#sessions.repeatable(origin, serial, 'install-seal', async (token) => {
      const { repeated } = await token.installSeal(seal, container);
      return { serial, container, repeated };
    });
  }

  removeSeal({ origin, serial, container }: Place, id: string): Promise<SerialAnswer> {
    return this.#sessions.within(origin, serial, 'remove-seal', async (token) => {
      await token.removeSeal(id, container);
      return { serial };
    });
  }

  /** A former encryption key, for what was encrypted before. */
  importFormer({ origin, serial, container }: Place, former: FormerKey): Promise<InstallAnswer> {
    return this.#sessions.within(origin, serial, 'import-former', async (token) => {
      const { repeated } = await token.importFormer(former, container);
      return { serial, container, repeated };
    });
  }

  /** Needs no PIN: a seal is there to be seen. */
  readSeal(serial: string, container: string): Promise<SealAnswer> {
    return this.#reader.look(serial, async (token) => {
      const { picture, object, ...facts } = await token.readSeal(container);
      return { serial, container, ...facts, picture: base64(picture), object: base64(object) };
    });
  }
}
