import path from 'node:path';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints, type HoldingView, type ProjectView } from '@yinxin/contract';
import { parseCertificate } from '@yinxin/pki';
import type { z } from 'zod';
import type { Applicant } from './application-part.ts';
import { writeArtefacts } from './artefacts.ts';
import { type MadeMedium, staffAct } from './authority-part.ts';
import { hallTime } from './clock-part.ts';
import type { JourneyMedium } from './medium.ts';
import { checkRevoked, fetchStatus, verifyAll } from './status-part.ts';
import type { Timeline } from './timeline.ts';

const { applications, holdings } = endpoints;

/** One organisation in the play. */
export interface Play {
  readonly t: Timeline;
  readonly baseUrl: string;
  readonly out: string;
  readonly who: Applicant;
  readonly project: ProjectView;
  /** Media that were made, to be put away at the end. */
  readonly media: JourneyMedium[];
  /** Numbers of the orders played. */
  readonly orders: string[];
}

/** A certificate in its holder's hands. */
export interface InHand {
  readonly medium: JourneyMedium;
  readonly made: MadeMedium;
  /** The PIN its holder chose. */
  readonly pin: string;
}

export async function approve({ t, baseUrl }: Play, { id, dataVersion }: ApplicationView): Promise<ApplicationView> {
  await staffAct(t, baseUrl, 'reviewer', id, 'takes the order', { type: 'take' });
  return staffAct(t, baseUrl, 'reviewer', id, 'approves', { type: 'approve', dataVersion });
}

export const read = ({ who }: Play, id: string): Promise<ApplicationView> =>
  call(who.person.transport, applications.read, { params: { id } });

/** Verifies a pair that is in force and leaves it in a folder of its own. */
export async function prove(play: Play, folder: string, made: MadeMedium, form: Uint8Array | null): Promise<void> {
  const { t, who, out } = play;
  const [issuer, root] = made.chain;
  if (!issuer || !root) throw new Error('the chain holds no issuer and root');
  const status = await t.step('anyone', 'fetches CRL and OCSP', () => fetchStatus(made.sign, issuer));
  const found = { root, issuer, ...made, ...status, applicationForm: form };
  const dir = path.join(out, folder);
  writeArtefacts(dir, found);
  verifyAll(t, found, dir, await hallTime(who));
}

/** The certificate is out of force; what says so is left in a folder of its own. */
export async function isRevoked(play: Play, what: string, made: MadeMedium, folder: string): Promise<void> {
  const { t, who, out } = play;
  await checkRevoked(t, what, made, path.join(out, folder, 'former'), await hallTime(who));
}

export const endOf = ({ sign }: MadeMedium): Date => parseCertificate(sign).notAfter;

/** The same instant so many years later on a calendar in Shanghai. */
export function yearsAfter(at: Date, years: number): Date {
  const shifted = new Date(at.getTime() + 8 * 3_600_000);
  shifted.setUTCFullYear(shifted.getUTCFullYear() + years);
  return new Date(shifted.getTime() - 8 * 3_600_000);
}

/** The pair that stands in use. Throws when it is not exactly one. */
export async function heldNow({ who }: Play): Promise<z.output<typeof HoldingView>> {
  const { items } = await call(who.person.transport, holdings.list, { query: { status: 'in-use' } });
  const [one] = items;
  if (!one || items.length > 1) throw new Error(`${items.length} certificates are in use`);
  return one;
}

/** The pair in use on this very medium. Throws when there is none. */
export async function heldOn({ who }: Play, { serial }: JourneyMedium): Promise<z.output<typeof HoldingView>> {
  const { items } = await call(who.person.transport, holdings.list, { query: { status: 'in-use' } });
  const found = items.find(({ medium }) => medium?.serial === serial);
  if (!found) throw new Error(`nothing is in use on ${serial}`);
  return found;
}
