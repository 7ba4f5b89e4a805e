import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { applyFor, payFor, registerOrganisation } from './application-part.ts';
import { type Artefacts, writeArtefacts } from './artefacts.ts';
import { produce, staffAct } from './authority-part.ts';
import { batch } from './batch.ts';
import { newMedium } from './medium.ts';
import { JIANGXI_ADDRESS, scannedPaper } from './papers.ts';
import { staffMember } from './people.ts';
import { receive } from './receive.ts';
import { fetchStatus, verifyAll } from './status-part.ts';
import { suspend } from './suspension.ts';
import type { Timeline } from './timeline.ts';

const { applications, catalogue, consoleApplications, sandbox } = endpoints;

export interface JourneyOptions {
  readonly baseUrl: string;
  readonly out: string;
  /** Code of the project; the first of the programme when absent. */
  readonly project?: string;
  /** One business and what leads to it; all of them when absent. */
  readonly business?: string | undefined;
}

export const JIANGXI_BUSINESSES: readonly string[] = ['new', 'suspend', 'batch'];

/** The whole of the Jiangxi pre-acceptance, from a credit code to a certificate that verifies. Throws at the first step that fails. */
export async function jiangxi(t: Timeline, options: JourneyOptions): Promise<void> {
  const { baseUrl, out, business } = options;
  if (business === 'batch') return batch(t, options);
  const who = await registerOrganisation(t, baseUrl, '360100');
  const { transport } = who.person;
  const { programmes } = await call(transport, catalogue.programmes, {});
  const programme = programmes.find((p) => p.code === 'jiangxi');
  const project = programme?.projects.find((p) => options.project === undefined || p.code === options.project);
  if (!programme || !project) throw new Error(`the hall does not offer ${options.project ?? 'the programme jiangxi'}`);

  const wanted = { programme: programme.code, project: project.code, service: 'new', address: JIANGXI_ADDRESS };
  const { order, form } = await applyFor(t, who, wanted);
  const { id, dataVersion } = order;
  await staffAct(t, baseUrl, 'reviewer', id, 'takes the order', { type: 'take' });
  await staffAct(t, baseUrl, 'reviewer', id, 'approves', { type: 'approve', dataVersion });
  await payFor(t, who, id);
  const invoice = { kind: 'e-invoice-general', title: who.name, taxNumber: who.creditCode } as const;
  await t.step('applicant', 'gives invoice data', () =>
    call(transport, applications.command, { params: { id }, body: { command: { type: 'set-invoice', invoice } } }),
  );
  const posted = { type: 'post-papers', carrier: '顺丰', trackingNumber: `SF${Date.now()}` } as const;
  await t.step('applicant', 'posts the papers', () =>
    call(transport, applications.command, { params: { id }, body: { command: posted } }),
  );
  await staffAct(t, baseUrl, 'mail-room', id, 'confirms the papers', { type: 'confirm-papers' });

  const medium = await newMedium();
  try {
    const made = await produce(t, baseUrl, id, medium);
    const trackingNumber = `SF${Date.now() + 1}`;
    await staffAct(t, baseUrl, 'shipping', id, 'dispatches the medium', {
      type: 'dispatch',
      carrier: '顺丰',
      trackingNumber,
      mediumSerial: medium.serial,
    });
    const pin = await receive(t, who, medium, trackingNumber);
    await issueInvoice(t, baseUrl, id);
    const finished = await call(transport, applications.read, { params: { id } });
    t.check('the order is finished', finished.stage === 'finished');
    t.check('the e-invoice is issued', finished.invoice.status === 'issued');
    const [issuer, root] = made.chain;
    if (!issuer || !root) throw new Error('the chain holds no issuer and root');
    const status = await t.step('anyone', 'fetches CRL and OCSP at the addresses in the certificate', () =>
      fetchStatus(made.sign, issuer),
    );
    const found: Artefacts = { root, issuer, ...made, ...status, applicationForm: form };
    writeArtefacts(out, found);
    const { now } = await call(transport, sandbox.clock, {});
    verifyAll(t, found, out, new Date(now));
    if (business !== 'new') {
      const play = { t, baseUrl, out, who, project, media: [], orders: [] };
      await suspend(play, { medium, made, pin });
    }
    t.save(out, {
      order: finished.number,
      creditCode: who.creditCode,
      project: project.code,
      history: finished.timeline,
    });
  } finally {
    await medium.dispose();
  }
}

async function issueInvoice(t: Timeline, baseUrl: string, id: string): Promise<void> {
  const finance = await staffMember(baseUrl, 'finance');
  const bytes = await scannedPaper(`invoice ${id}`);
  await t.step('finance', 'issues the e-invoice', () =>
    call(finance.transport, consoleApplications.issueInvoice, {
      params: { id },
      body: { number: String(Date.now()).padStart(20, '0') },
      files: [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes }],
    }),
  );
}
