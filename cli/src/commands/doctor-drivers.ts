import net from 'node:net';
import type { Loaded } from '@yinxin/server';
import { text } from '../texts.ts';
import { type Finding, fail, pass } from './finding.ts';

type Config = Loaded['config'];

const ports: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'smtp:': 25, 'smtps:': 465 };

/** SMS, mail and payment: whether what is configured answers. Nothing is sent. */
export async function driverFindings({ sms, mail, payment }: Config): Promise<Finding[]> {
  return [
    sms.driver === 'sandbox'
      ? pass(text('doctor.sms.sandbox'))
      : await reached('doctor.sms', 'doctor.sms.away', sms.webhookUrl),
    mail.driver === 'sandbox'
      ? pass(text('doctor.mail.sandbox'))
      : await reached('doctor.mail', 'doctor.mail.away', mail.smtpUrl),
    payment.driver === 'sandbox'
      ? pass(text('doctor.payment.sandbox'))
      : pass(text('doctor.payment.offline', { name: payment.accountName ?? '', bank: payment.bank ?? '' })),
  ];
}

type Key = 'doctor.sms' | 'doctor.sms.away' | 'doctor.mail' | 'doctor.mail.away';

async function reached(good: Key, bad: Key, url = ''): Promise<Finding> {
  // The address without user and password.
  const { protocol, hostname, port } = new URL(url);
  const at = { host: hostname, port: port === '' ? (ports[protocol] ?? 587) : Number(port) };
  const reason = await knock(at.host.replace(/^\[|\]$/g, ''), at.port);
  return reason === undefined ? pass(text(good, at)) : fail(text(bad, { ...at, reason }));
}

/** Connects and hangs up; why it could not, when it could not within 5 s. */
function knock(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 5000 });
    const end = (reason?: string) => {
      socket.destroy();
      resolve(reason);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () => end(text('doctor.timeout')));
    socket.once('error', (error) => end('code' in error ? String(error.code) : error.message));
  });
}
