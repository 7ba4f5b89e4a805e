import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, TypedNumber } from './shapes.ts';

/* What an applicant does with their own medium (介质): install, activate, unlock, put a seal in. The page talks to the
 * certificate assistant on the applicant's machine and to these endpoints; private keys and PINs stay in the medium. */

const Base64 = z.base64();
const SmsCode = z.string().min(1).max(40);
/** A signature of purpose `authenticate` over one of our nonces, made with the certificate this step is about. */
const Proof = z.strictObject({ mediumSerial: TypedNumber, nonce: Base64, signature: Base64 });

/** Stages in which the applicant's own medium is worked with. */
export const SELF_SERVICE_STAGES = ['provision', 'install', 'activation', 'unlock', 'seal'] as const;
/** What can be asked of whoever installs: the password card 密码卡, a code by SMS, two update codes 更新双码. */
export const INSTALL_PROOFS = ['password-card', 'code', 'update-codes'] as const;
/** What a code is for. */
export const SELF_CODE_PURPOSES = ['install', 'activation', 'unlock'] as const;
/** What a nonce is for. */
export const CHALLENGE_PURPOSES = ['install', 'activation', 'unlock', 'seal', 'recovery'] as const;
/** What a parcel or a package handed over holds (BJ-01). */
export const PACKAGE_ITEMS = ['wrapper', 'medium', 'password-card', 'instructions'] as const;

/** Tries of one step that are left; at 0 only staff can open it again. */
const Tries = z.object({ left: z.number().int(), limit: z.number().int() });

/**
 * Where the installation on one medium stands: `waiting` nothing written · `begun` proven, the medium may make its key ·
 * `issued` certificates exist and wait to be written · `installed` proven to be on the medium.
 */
const InstallOn = z.object({
  mediumSerial: z.string(),
  status: z.enum(['waiting', 'begun', 'issued', 'installed']),
  /** Proofs to be sent with the next `begin`; empty while an earlier proof still holds. */
  proofs: z.array(z.enum(INSTALL_PROOFS)),
});

export const InstallView = z.object({
  /** `provided`: blank media posted for this order; `same`: the medium of the certificate the order is about. */
  medium: z.enum(['provided', 'same']),
  /** The media that may be used, and no other. */
  media: z.array(InstallOn),
  /** The applicant chooses the first PIN because no password card is in the package (BJ-02). */
  choosesPin: z.boolean(),
  tries: Tries,
  /** Subject for the PKCS#10 request made inside the medium, as in production. */
  subject: z.object({
    country: z.string(),
    province: z.string().nullable(),
    locality: z.string().nullable(),
    organisation: z.string(),
    organisationalUnit: z.string().nullable(),
    commonName: z.string(),
  }),
});

export const SelfServiceView = z.object({
  applicationId: Id,
  applicationNumber: z.string(),
  /** The stage the order is in, if it is one of these; what is below says what was done in the others. */
  stage: z.enum(SELF_SERVICE_STAGES).nullable(),
  /** What was posted, and when; null before. */
  parcel: z
    .object({
      carrier: z.string(),
      trackingNumber: z.string(),
      sentAt: Instant,
      mediumSerials: z.array(z.string()),
      contents: z.array(z.enum(PACKAGE_ITEMS)),
    })
    .nullable(),
  /** Where the first PIN is found (BJ-04); the PIN itself is shown nowhere. */
  firstPin: z.enum(['password-card', 'chosen', 'known']).nullable(),
  install: InstallView.nullable(),
  activation: z
    .object({ mediumSerial: z.string(), tries: Tries, sentTo: z.string().nullable(), activatedAt: Instant.nullable() })
    .nullable(),
  unlock: z
    .object({ mediumSerial: z.string(), tries: Tries, sentTo: z.string().nullable(), unlockedAt: Instant.nullable() })
    .nullable(),
  seal: z
    .object({
      mediumSerial: z.string(),
      /** Null while the seal is not made. */
      sealId: z.string().nullable(),
      installedAt: Instant.nullable(),
    })
    .nullable(),
});
export type SelfServiceView = z.infer<typeof SelfServiceView>;

const who = 'organisation' as const;
const tag = 'self-service';
const base = '/api/applications/:id/self-service';

export const selfService = {
  read: endpoint({
    method: 'GET',
    path: base,
    who,
    tag,
    summary: { zh: '自助办理进度', en: 'How the steps with one’s own medium stand' },
    params: IdParams,
    answer: SelfServiceView,
  }),
  sendCode: endpoint({
    method: 'POST',
    path: `${base}/codes`,
    who,
    tag,
    summary: {
      zh: '发送短信码',
      en: 'Send the code of a step to the handler’s mobile; the one before no longer counts',
    },
    params: IdParams,
    body: z.strictObject({ purpose: z.enum(SELF_CODE_PURPOSES) }),
    answer: z.object({
      sentTo: z.string(),
      expiresInSeconds: z.number().int(),
      retryAfterSeconds: z.number().int(),
    }),
  }),
  challenge: endpoint({
    method: 'POST',
    path: `${base}/challenges`,
    who,
    tag,
    summary: { zh: '取随机数', en: 'A nonce for the medium to sign; good once, for one purpose' },
    params: IdParams,
    body: z.strictObject({ purpose: z.enum(CHALLENGE_PURPOSES) }),
    answer: z.object({ nonce: Base64, expiresInSeconds: z.number().int() }),
  }),
  begin: endpoint({
    method: 'POST',
    path: `${base}/install`,
    who,
    tag,
    idempotent: true,
    summary: {
      zh: '开始写入证书：核对介质与凭据',
      en: 'Begin or resume an installation: medium and proofs are checked, nothing is written before',
    },
    params: IdParams,
    body: z.strictObject({
      /** The medium as the assistant reports it. */
      medium: z.strictObject({
        serial: TypedNumber,
        transportKey: Base64,
        state: z.enum(['blank', 'made', 'locked', 'spoiled']),
        personalised: z.boolean(),
      }),
      proofs: z
        .strictObject({
          /** Its password is typed in the assistant and checked by the medium, never told to a page. */
          passwordCard: z.strictObject({ number: TypedNumber }).optional(),
          code: SmsCode.optional(),
          updateCodes: z.tuple([SmsCode, SmsCode]).optional(),
        })
        .default({}),
    }),
    answer: z.object({
      install: InstallView,
      /**
       * For a blank medium: what `Token.provision` takes (first PIN and administrator key, readable inside this medium
       * only); the same content every time. Null where the certificates go into the holder's own medium.
       */
      envelope: Base64.nullable(),
      /** The envelope holds no PIN: the holder chooses the first one in the assistant (BJ-02). */
      choosesPin: z.boolean(),
      /** For the holder's own medium: SM3 of the signing certificate that is renewed, as the assistant asks for it. */
      renews: z.string().nullable(),
    }),
  }),
  request: endpoint({
    method: 'POST',
    path: `${base}/install/request`,
    who,
    tag,
    idempotent: true,
    summary: {
      zh: '提交证书请求',
      en: 'Hand in the PKCS#10 request; the same key always gets the same certificates and enveloped key',
    },
    params: IdParams,
    body: z.strictObject({
      mediumSerial: TypedNumber,
      request: Base64,
      /**
       * Needed where the medium is the `same`: a signature of purpose `renew` over a nonce (`challenge` with purpose
       * `install`) by the certificate in use, which vouches that the request was made on its own medium.
       */
      vouched: z.strictObject({ nonce: Base64, signature: Base64 }).optional(),
      /** Needed from a blank medium: that it made this request itself, opened by its holder (`Token.attest`). */
      attestation: Base64.optional(),
    }),
    answer: z.object({
      install: InstallView,
      sign: Base64,
      encrypt: Base64,
      chain: z.array(Base64),
      envelopedKey: Base64,
      /** Number of the card that holds the first PIN; the medium keeps it. */
      passwordCard: z.string().nullable(),
    }),
  }),
  confirm: endpoint({
    method: 'POST',
    path: `${base}/install/confirmation`,
    who,
    tag,
    idempotent: true,
    summary: { zh: '确认写入', en: 'Confirm by a signature of the new certificate that it is on the medium' },
    params: IdParams,
    body: Proof,
    answer: SelfServiceView,
  }),
  /** The signature is of purpose `activate`: it covers the order's number too. */
  activate: endpoint({
    method: 'POST',
    path: `${base}/activation`,
    who,
    tag,
    idempotent: true,
    summary: { zh: '激活证书', en: 'Activate the certificate: the code by SMS, and the medium proves itself' },
    params: IdParams,
    body: Proof.extend({ code: SmsCode }),
    answer: SelfServiceView,
  }),
  unlock: endpoint({
    method: 'POST',
    path: `${base}/unlock`,
    who,
    tag,
    idempotent: true,
    summary: {
      zh: '取解锁应答',
      en: 'The answer to the medium’s unlock challenge, readable inside that medium only',
    },
    params: IdParams,
    body: z.strictObject({
      mediumSerial: TypedNumber,
      /** `nonce` of the medium's own unlock challenge. */
      challenge: Base64,
      /** Not needed again while an earlier one holds. */
      code: SmsCode.optional(),
    }),
    answer: z.object({ response: Base64, unlock: SelfServiceView.shape.unlock }),
  }),
  confirmUnlock: endpoint({
    method: 'POST',
    path: `${base}/unlock/confirmation`,
    who,
    tag,
    idempotent: true,
    summary: { zh: '确认已解锁', en: 'Confirm by a signature that the medium works again' },
    params: IdParams,
    body: Proof,
    answer: SelfServiceView,
  }),
  /** The encryption key of a replaced certificate, for the medium made in this order; safe to repeat. */
  formerKeys: endpoint({
    method: 'POST',
    path: `${base}/former-keys`,
    who,
    tag,
    summary: {
      zh: '取回原加密密钥',
      en: 'Former encryption keys, each enveloped for the signing key of the medium that proves itself',
    },
    params: IdParams,
    body: Proof,
    answer: z.object({ keys: z.array(z.object({ certificate: Base64, envelopedKey: Base64 })) }),
  }),
  takeSeal: endpoint({
    method: 'POST',
    path: `${base}/seal`,
    who,
    tag,
    idempotent: true,
    summary: { zh: '取印章数据', en: 'The made seal, for the medium of its certificate only' },
    params: IdParams,
    body: Proof,
    /** The seal as `Token.installSeal` takes it. */
    answer: z.object({
      id: z.string(),
      name: z.string(),
      sort: z.string(),
      notAfter: Instant,
      /** SM3 of the signing certificate it belongs to, in hexadecimal digits. */
      certificate: z.string(),
      /** PNG. */
      picture: Base64,
      /** Seal structure, DER. */
      object: Base64,
      /** Id of the seal it takes the place of. */
      replaces: z.string().nullable(),
    }),
  }),
  confirmSeal: endpoint({
    method: 'POST',
    path: `${base}/seal/confirmation`,
    who,
    tag,
    idempotent: true,
    summary: { zh: '确认印章已写入', en: 'Confirm that the seal is in the medium' },
    params: IdParams,
    body: Proof.extend({ sealId: z.string().max(60) }),
    answer: SelfServiceView,
  }),
};

const at = ['NOT_FOUND', 'SELF_STEP_NOT_NOW'] as const;
const medium = ['SELF_MEDIUM_OTHER', 'MEDIUM_SERIAL_WRONG', 'MEDIUM_UNKNOWN'] as const;
const proven = ['CONFIRMATION_NONCE_WRONG', 'CONFIRMATION_SIGNATURE_WRONG'] as const;

/**
 * Refusals of each endpoint beyond the general ones (input, session, rate limit), and beyond what the order itself may
 * say. A refusal writes nothing but the try it cost.
 */
export const SELF_SERVICE_PROBLEMS = {
  read: ['NOT_FOUND'],
  sendCode: [...at, 'SELF_CODE_TOO_SOON', 'SELF_CODE_NO_MOBILE', 'SELF_TRIES_LOCKED', 'SELF_REFUND_OPEN'],
  challenge: [...at],
  begin: [
    ...at,
    ...medium,
    'MEDIUM_KEY_WRONG',
    /** The medium is not blank although it must be (BJ-22). */
    'SELF_MEDIUM_NOT_BLANK',
    /** Unlock it first (IT-17). */
    'SELF_MEDIUM_LOCKED',
    'SELF_MEDIUM_SPOILED',
    /** Certificates exist, but the medium has lost their key: staff begin anew. */
    'SELF_KEY_LOST',
    'SELF_INSTALL_DONE',
    /** Another order is at work on it. */
    'SELF_MEDIUM_BUSY',
    'SELF_PROOF_MISSING',
    /** One for each proof; never two at once. */
    'SELF_CARD_NUMBER_WRONG',
    'SELF_CODE_WRONG',
    'SELF_UPDATE_CODES_WRONG',
    'SELF_TRIES_LOCKED',
  ],
  request: [
    ...at,
    ...medium,
    'SELF_INSTALL_NOT_BEGUN',
    /** Only for the `same` medium. */
    'SELF_VOUCHER_MISSING',
    /** Only for a blank medium. */
    'SELF_ATTESTATION_WRONG',
    ...proven,
    'PRODUCTION_ALREADY_ISSUED',
    'ISSUANCE_BUSY',
  ],
  confirm: [...at, ...medium, ...proven, 'SELF_INSTALL_NOT_BEGUN', 'SELF_INSTALL_NOT_ISSUED'],
  activate: [
    ...at,
    ...medium,
    ...proven,
    'SELF_ALREADY_ACTIVATED',
    'SELF_REFUND_OPEN',
    'SELF_CODE_WRONG',
    'SELF_TRIES_LOCKED',
  ],
  unlock: [...at, ...medium, 'SELF_UNLOCK_IMPOSSIBLE', 'SELF_CODE_WRONG', 'SELF_TRIES_LOCKED', 'SELF_PROOF_MISSING'],
  confirmUnlock: [...at, ...medium, ...proven, 'SELF_UNLOCK_NOT_BEGUN'],
  formerKeys: [...at, ...medium, ...proven, 'ESCROW_ORDER_NOT_ISSUED'],
  takeSeal: [...at, ...medium, ...proven, 'SELF_SEAL_NOT_MADE'],
  confirmSeal: [...at, ...medium, ...proven, 'SELF_SEAL_NOT_MADE', 'SELF_SEAL_OTHER'],
} as const satisfies Readonly<Record<keyof typeof selfService, readonly string[]>>;
