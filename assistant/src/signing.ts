import { buildSignedData, parseCertificate, type Signer } from '@yinxin/pki';
import { type ApplicationDocument, certificateDigest, readApplication, type Token } from '@yinxin/token';
import type { Question } from './asks.ts';
import { refuseOutsideValidity } from './certificate.ts';
import type { SignApplicationAnswer } from './client.ts';
import type { Clock } from './clock.ts';
import { AssistantRefusal } from './problems.ts';
import { AGENT, base64, signingCertificate } from './proof.ts';
import { enter } from './questions.ts';

/**
 * "Sign this application?": the assistant reads the very bytes that are signed and shows what they say; one PIN, one
 * signature, and the key is closed again. Throws `E_TBS_MISMATCH` for what it cannot show, `E_ORIGIN` for an application
 * to another hall.
 */
export function signQuestion(
  clock: Clock,
  origin: string,
  asked: { readonly serial: string; readonly container: string; readonly document: Uint8Array },
): Question {
  const application = readApplication(asked.document);
  if (application.origin !== origin) throw new AssistantRefusal({ code: 'E_ORIGIN' });
  return {
    serial: asked.serial,
    purpose: 'sign',
    order: application.order,
    application,
    answer: async (token, typed) => {
      await enter(token, typed);
      try {
        return await signed(token, clock.now(), application, asked);
      } finally {
        token.logout();
      }
    },
  };
}

/** GM/T 0010 SignedData with the application inside, so that it says by itself what was signed. */
async function signed(
  token: Token,
  now: Date,
  application: ApplicationDocument,
  { serial, container, document }: { serial: string; container: string; document: Uint8Array },
): Promise<SignApplicationAnswer> {
  const der = signingCertificate(token, container);
  if (certificateDigest(der) !== application.certificate) throw new AssistantRefusal({ code: 'E_OTHER_CERTIFICATE' });
  refuseOutsideValidity(der, now);
  const certificate = parseCertificate(der);
  const { keyAlgorithm, publicKey } = certificate;
  const signer: Signer = {
    algorithm: 'sm2-sm3',
    keyAlgorithm,
    publicKey,
    sign: (attributes) => token.sign(attributes, 'document', container),
  };
  const message = await buildSignedData({
    family: 'gm',
    content: document,
    signers: [{ signer, certificate, attributes: { signingTime: now, signingCertificate: true } }],
  });
  return { state: 'signed', serial, message: base64(message), agent: AGENT };
}
