import { KeyStoreSettings } from '@yinxin/keystore';
import { z } from 'zod';

/** Secrets made for the sandbox begin with this, so that production can refuse them. */
export const sandboxSecretPrefix = 'sandbox-';

/** A secret: at least 32 characters, given literally or as `{ file: path }` (the file's first line). */
const secret = z.string().min(32, 'a secret needs at least 32 characters');

const url = z.url({ protocol: /^https?$/ });
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 19:00');
const count = z.coerce.number().int().positive();

/**
 * Every setting: its type, its default and what it means. This is the reference; `yinxin setup` writes the same words as
 * comments into yinxin.yaml. Every value can be given by environment: `support.phone` is YINXIN_SUPPORT_PHONE,
 * `secrets.dataKey` is YINXIN_SECRETS_DATA_KEY or, from a file, YINXIN_SECRETS_DATA_KEY_FILE.
 */
export const configSchema = z.strictObject({
  mode: z
    .enum(['sandbox', 'production'])
    .default('sandbox')
    .describe(
      'sandbox: movable time, visible messages, made-up payments. production: the real thing; sandbox secrets are refused.',
    ),
  host: z.string().default('127.0.0.1').describe('Address the server listens on. 0.0.0.0 for all.'),
  port: z.coerce.number().int().min(0).max(65535).default(8080).describe('TCP port of portal, console and API.'),
  publicUrl: url.optional().describe('Address people type, e.g. https://hall.example.cn. Default: http://host:port.'),
  statusUrl: url
    .optional()
    .describe(
      'Base address of CRL and OCSP, written into every certificate for its whole life. Plain http is usual. Default: publicUrl.',
    ),
  trustProxy: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe('true behind a reverse proxy that sets X-Forwarded-For and -Proto.'),
  dataDir: z.string().default('.yinxin').describe('Folder for uploaded files and the embedded database.'),
  programmes: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Files of further programmes (.ts, .js or .json), offered beside those that come with the hall. One with mistakes keeps the server from starting. See docs/programmes.md.',
    ),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'PostgreSQL 15 or newer (also read from DATABASE_URL). Default: a server of our own in dataDir, for trying out only.',
    ),
  secrets: z
    .strictObject({
      dataKey: secret.optional().describe('Key for personal data and files at rest. Losing it loses them.'),
      previousDataKeys: z
        .array(secret)
        .default([])
        .describe(
          'Former data keys, newest first, still able to read what they sealed. The first one ever stays listed, last: look-ups need it.',
        ),
      caPassphrase: secret.optional().describe('Passphrase of the keys of the authority on disk.'),
      ocspPassphrase: secret
        .optional()
        .describe(
          'Passphrase of the key OCSP answers are signed with, so that "yinxin ocsp" can run where caPassphrase is not. Default: caPassphrase, and no such process.',
        ),
    })
    .prefault({})
    .describe('Secrets; each literally or as { file: path }.'),
  escrow: z
    .strictObject({
      approvals: z.coerce
        .number()
        .int()
        .min(2)
        .max(9)
        .default(2)
        .describe('Different people who must approve before an escrowed key goes to a third party; at least 2.'),
      validHours: z.coerce
        .number()
        .int()
        .min(1)
        .max(720)
        .default(72)
        .describe('Hours a request for an escrowed key may wait for approvals and for being fetched, at most.'),
      preparedKeys: z.coerce
        .number()
        .int()
        .min(0)
        .max(100_000)
        .default(500)
        .describe('Encryption keys made in advance when there is nothing else to do; 0 for none.'),
    })
    .prefault({})
    .describe('Key management: escrowed encryption keys.'),
  keyStores: KeyStoreSettings.default({}).describe(
    'Key stores beside the files in dataDir/ca, by name: { hsm: { kind: pkcs11, library, token, pin: { file: path } } }. See docs/key-stores.md.',
  ),
  sms: z
    .strictObject({
      driver: z
        .enum(['sandbox', 'webhook'])
        .default('sandbox')
        .describe('sandbox keeps messages to be looked at; webhook posts them.'),
      webhookUrl: url.optional().describe('Where webhook posts {to, text}.'),
    })
    .prefault({})
    .describe('Text messages.'),
  mail: z
    .strictObject({
      driver: z
        .enum(['sandbox', 'smtp'])
        .default('sandbox')
        .describe('sandbox keeps mails to be looked at; smtp sends them.'),
      smtpUrl: z.string().optional().describe('smtps://user:password@host; may be { file: path }.'),
      from: z.string().default('Yinxin <noreply@localhost>').describe('Sender.'),
    })
    .prefault({})
    .describe('Mail.'),
  payment: z
    .strictObject({
      driver: z
        .enum(['sandbox', 'offline'])
        .default('sandbox')
        .describe('sandbox: a made-up cashier. offline: bank transfer only; finance records what arrives.'),
      accountName: z.string().optional().describe('offline: whom people transfer to, as the bank knows it.'),
      accountNumber: z.string().optional().describe('offline: account number.'),
      bank: z.string().optional().describe('offline: bank and branch.'),
    })
    .prefault({})
    .describe('Cashier.'),
  courier: z
    .strictObject({
      name: z.string().default('顺丰 SF Express').describe('Courier the media are sent with.'),
      eveningScan: clockTime.default('19:00').describe('When the courier scans the day’s parcels (Asia/Shanghai).'),
    })
    .prefault({})
    .describe('Parcels (JX-46).'),
  support: z
    .strictObject({
      phone: z.string().default('400-000-0000').describe('Customer service line.'),
      hours: z.string().default('工作日 9:00–17:30').describe('When it answers.'),
      refundMailbox: z.email().default('refund@localhost.localdomain').describe('Mailbox for refund papers.'),
    })
    .prefault({})
    .describe('What people are told to contact.'),
  uploads: z
    .strictObject({ maxBytes: count.default(10 * 1024 * 1024).describe('Largest file accepted, in bytes.') })
    .prefault({})
    .describe('Uploads.'),
  status: z
    .strictObject({
      crlShards: count
        .max(1024)
        .default(1)
        .describe(
          'Parts of the issuing CA’s CRL. A new certificate names its part for life; certificates issued before keep theirs.',
        ),
      deltaFrom: count
        .default(20_000)
        .describe('Entries of a CRL from which on a change is published as a delta; the full list follows daily.'),
      ocspResponderId: z
        .enum(['name', 'key'])
        .default('name')
        .describe('How OCSP answers name their signer. Some clients misread key.'),
    })
    .prefault({})
    .describe('CRL and OCSP.'),
  assistantUrl: url.optional().describe('Where the assistant of the sandbox answers; set by npm start.'),
  log: z
    .strictObject({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('How much is logged.'),
      file: z.string().optional().describe('Log to this file instead of standard output.'),
    })
    .prefault({})
    .describe('The log: JSON lines.'),
  rateLimits: z
    .strictObject({
      loginPerAccount: count.default(10).describe('Sign-in attempts per account in 15 minutes.'),
      loginPerAddress: count.default(100).describe('Sign-in attempts per network address in 15 minutes.'),
      codesPerMobile: count.default(5).describe('Codes sent to one mobile in an hour.'),
      codesPerAddress: count.default(30).describe('Codes asked for from one network address in an hour.'),
      resetsPerAccount: count.default(5).describe('Password resets per account in a day.'),
    })
    .prefault({})
    .describe('Limits against guessing; counted in the database for all processes together.'),
});

/** The settings as written: what a file or the environment may leave out is still missing. */
export type Settings = z.infer<typeof configSchema>;

/** The settings as used: everything present. */
export interface Config extends Omit<Settings, 'publicUrl' | 'statusUrl' | 'secrets'> {
  readonly publicUrl: string;
  readonly statusUrl: string;
  readonly secrets: {
    readonly dataKey: string;
    readonly previousDataKeys: readonly string[];
    readonly caPassphrase: string;
    readonly ocspPassphrase?: string | undefined;
  };
}
