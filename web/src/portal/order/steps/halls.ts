import type { MediumAnswer, SubjectParts } from '@yinxin/assistant/client';
import type {
  ActivationHall,
  FormerHall,
  InstallHall,
  RenewalHall,
  SealHall,
  SigningHall,
  UnlockHall,
} from '@yinxin/assistant/conversations';
import { type CallInput, call } from '@yinxin/client';
import { type CHALLENGE_PURPOSES, endpoints, type SelfServiceView } from '@yinxin/contract';
import { transport } from '../../../shared/api/index.ts';

const { selfService } = endpoints;
type Begin = NonNullable<CallInput<typeof selfService.begin>['body']>;
export type Proofs = NonNullable<Begin['proofs']>;
export type InstallView = NonNullable<SelfServiceView['install']>;

const nonceFor = (id: string, purpose: (typeof CHALLENGE_PURPOSES)[number]) => async () =>
  (await call(transport, selfService.challenge, { params: { id }, body: { purpose } })).nonce;

const mediumOf = ({ serial, transportPublicKey, state, personalised }: MediumAnswer): Begin['medium'] => ({
  serial,
  transportKey: transportPublicKey,
  state,
  personalised,
});

/** Begins or resumes an installation; answers also the digest of the certificate that a renewal stands on. */
export function begin(id: string, medium: MediumAnswer, proofs: Proofs) {
  const body = { medium: mediumOf(medium), proofs };
  return call(transport, selfService.begin, { params: { id }, body });
}

/** The server's side of writing certificates onto a medium. */
export function installHall(id: string, proofs: Proofs): InstallHall {
  const params = { id };
  return {
    begin: (medium) => begin(id, medium, proofs),
    nonce: nonceFor(id, 'install'),
    request: async ({ vouched, attestation, ...input }) => {
      const body = { ...input, ...(vouched ? { vouched } : {}), ...(attestation === null ? {} : { attestation }) };
      // The assistant takes these and nothing besides.
      const { sign, encrypt, chain, envelopedKey, passwordCard } = await call(transport, selfService.request, {
        params,
        body,
      });
      return { sign, encrypt, chain, envelopedKey, passwordCard };
    },
    confirm: async (proof) => {
      await call(transport, selfService.confirm, { params, body: proof });
    },
  };
}

/** The same where the medium is the holder's own: the old pair stays in use until the new one is confirmed. */
export function renewalHall(id: string, proofs: Proofs, serial: string): RenewalHall {
  return {
    ...installHall(id, proofs),
    isConfirmed: async () => {
      const { install } = await call(transport, selfService.read, { params: { id } });
      return install?.media.find((one) => one.mediumSerial === serial)?.status === 'installed';
    },
  };
}

export function activationHall(id: string, code: string): ActivationHall {
  return {
    nonce: nonceFor(id, 'activation'),
    activate: async (proof) => {
      const { activation } = await call(transport, selfService.activate, {
        params: { id },
        body: { ...proof, code },
      });
      return activation?.activatedAt ?? '';
    },
  };
}

export function unlockHall(id: string, code: string): UnlockHall {
  const params = { id };
  return {
    nonce: nonceFor(id, 'unlock'),
    unlock: async (input) => {
      const body = { ...input, ...(code === '' ? {} : { code }) };
      return (await call(transport, selfService.unlock, { params, body })).response;
    },
    confirm: async (proof) => {
      await call(transport, selfService.confirmUnlock, { params, body: proof });
    },
  };
}

export function sealHall(id: string): SealHall {
  const params = { id };
  return {
    nonce: nonceFor(id, 'seal'),
    take: async (proof) => {
      const { replaces: _, ...seal } = await call(transport, selfService.takeSeal, { params, body: proof });
      return seal;
    },
    confirm: async (proof) => {
      await call(transport, selfService.confirmSeal, { params, body: proof });
    },
  };
}

/** The server's side of taking former encryption keys back. */
export function formerHall(id: string): FormerHall {
  const params = { id };
  return {
    nonce: nonceFor(id, 'recovery'),
    take: async (proof) => (await call(transport, selfService.formerKeys, { params, body: proof })).keys,
  };
}

/** The server's side of signing an application, for this page's origin. */
export function signingHall(id: string): SigningHall {
  const params = { id };
  return {
    document: async () => {
      const query = { origin: window.location.origin };
      return (await call(transport, endpoints.applicationSigning.document, { params, query })).document;
    },
    sign: async (message) => {
      await call(transport, endpoints.applicationSigning.sign, { params, body: { message } });
    },
  };
}

/** The name a request inside the medium is made for. */
export function subjectOf({ subject }: InstallView): SubjectParts {
  const { country, province, locality, organisation, organisationalUnit, commonName } = subject;
  return {
    C: country,
    ...(province === null ? {} : { ST: province }),
    ...(locality === null ? {} : { L: locality }),
    O: organisation,
    ...(organisationalUnit === null ? {} : { OU: organisationalUnit }),
    CN: commonName,
  };
}
