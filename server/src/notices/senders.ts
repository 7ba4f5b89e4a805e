import { maskMobile } from '@yinxin/identifiers';
import type { Transporter } from 'nodemailer';
import type { Logger } from 'pino';
import type { Clock, Config, Database, Sealing } from '../platform/index.ts';
import { receive } from './store.ts';
import { type Channel, SendError, type Sender } from './types.ts';

/** Keeps messages in a table where the sandbox page shows them. */
export function sandboxSender(deps: { db: Database; clock: Clock; sealing: Sealing }): Sender {
  return {
    async send({ id, channel, to, subject, text }) {
      await receive(deps.db, deps.sealing, id, deps.clock.now(), channel, { to, subject, text });
    },
  };
}

/** Says that a message would have gone out, never what is in it nor to whom in full. */
export function logSender(log: Pick<Logger, 'info'>): Sender {
  return {
    async send({ id, channel, to, template }) {
      log.info({ message: id, channel, template, to: channel === 'sms' ? maskMobile(to) : '***' }, 'message');
    },
  };
}

/** Posts `{id, to, text}` as JSON to an SMS gateway. Anything but 2xx within 10 s is tried again; `id` tells repeats. */
export function webhookSender(url: string): Sender {
  return {
    async send({ id, to, text }) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, to, text }),
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      }).catch((cause: unknown) => {
        throw new SendError('GATEWAY_UNREACHABLE', cause);
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new SendError(`GATEWAY_${answer.status}`);
    },
  };
}

/** Sends mail through an SMTP server (`smtps://user:password@host`). */
export function smtpSender(url: string, from: string): Sender {
  let opening: Promise<Transporter> | undefined;
  const open = () => {
    opening ??= import('nodemailer').then(({ createTransport }) => createTransport(url, { from }));
    return opening;
  };
  return {
    async send({ id, to, subject, text }) {
      const transport = await open();
      await transport
        .sendMail({ to, subject, text, messageId: `<${id}@yinxin>`, disableFileAccess: true, disableUrlAccess: true })
        .catch((cause: unknown) => {
          throw new SendError('SMTP_REFUSED', cause);
        });
    },
  };
}

/** The drivers the configuration chose, by channel. */
export function configuredSenders(deps: {
  config: Config;
  db: Database;
  clock: Clock;
  sealing: Sealing;
}): Readonly<Record<Channel, Sender>> {
  const { sms, mail } = deps.config;
  const sandbox = sandboxSender(deps);
  return {
    sms: sms.driver === 'webhook' && sms.webhookUrl ? webhookSender(sms.webhookUrl) : sandbox,
    mail: mail.driver === 'smtp' && mail.smtpUrl ? smtpSender(mail.smtpUrl, mail.from) : sandbox,
  };
}
