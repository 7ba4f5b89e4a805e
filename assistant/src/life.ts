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
import { type Hands, type Place, written } from './place.ts';
import { AGENT, base64, signingCertificate } from './proof.ts';

/** What a holder's page does with a made medium: renewal 续期, activation 激活, seals 印章. */
export class Life {
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** A request for a new key beside the one in use, which vouches for it; an expired certificate still does. */
  renewRequest(
    { origin, serial, container }: Place,
    asked: { readonly subject: Subject; readonly certificate: string; readonly nonce: Uint8Array },
  ): Promise<RenewRequestAnswer> {
    return this.#hands.sessions.within(origin, serial, 'renew-request', async (token) => {
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

  installRenewal(place: Place, installation: Installation): Promise<InstallAnswer> {
    return this.#hands.sessions.repeatable(place.origin, place.serial, 'install-renewal', async (token) =>
      written(place, await token.installRenewal(installation, place.container)),
    );
  }

  switchRenewal(place: Place, certificate: string): Promise<InstallAnswer> {
    return this.#hands.sessions.repeatable(place.origin, place.serial, 'switch-renewal', async (token) =>
      written(place, await token.switchRenewal(certificate, place.container)),
    );
  }

  abandonRenewal({ origin, serial, container }: Place): Promise<SerialAnswer> {
    return this.#hands.sessions.within(origin, serial, 'abandon-renewal', async (token) => {
      await token.abandonRenewal(container);
      return { serial };
    });
  }

  /** The medium proves itself for one order. */
  activate({ origin, serial, container }: Place, order: string, nonce: Uint8Array): Promise<ActivateAnswer> {
    return this.#hands.sessions.withinOrder(origin, serial, { act: 'activate', order }, async (token) => {
      const certificate = signingCertificate(token, container);
      refuseOutsideValidity(certificate, this.#hands.clock.now());
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
    return this.#hands.sessions.withinOrder(origin, serial, { act: 'mark-activated', order }, async (token) => {
      await token.markActivated({ order, at }, container);
      return { serial };
    });
  }

  installSeal(place: Place, seal: Seal): Promise<InstallAnswer> {
    return this.#hands.sessions.repeatable(place.origin, place.serial, 'install-seal', async (token) =>
      written(place, await token.installSeal(seal, place.container)),
    );
  }

  removeSeal({ origin, serial, container }: Place, id: string): Promise<SerialAnswer> {
    return this.#hands.sessions.within(origin, serial, 'remove-seal', async (token) => {
      await token.removeSeal(id, container);
      return { serial };
    });
  }

  /** A former encryption key, for what was encrypted before. */
  importFormer(place: Place, former: FormerKey): Promise<InstallAnswer> {
    return this.#hands.sessions.within(place.origin, place.serial, 'import-former', async (token) =>
      written(place, await token.importFormer(former, place.container)),
    );
  }

  /** Needs no PIN: a seal is there to be seen. */
  readSeal(serial: string, container: string): Promise<SealAnswer> {
    return this.#hands.reader.look(serial, async (token) => {
      const { picture, object, ...facts } = await token.readSeal(container);
      return { serial, container, ...facts, picture: base64(picture), object: base64(object) };
    });
  }
}
