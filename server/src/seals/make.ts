import { createHash } from 'node:crypto';
import { type Certificate, parseCertificate, partOf, serialText } from '@yinxin/pki';
import { buildSeal, digestOfCertificate, drawSeal, renderPng, sealName, usualDesign } from '@yinxin/seal';
import { v7 as uuid } from 'uuid';
import type { SealMaker } from '../issuance/index.ts';
import { type Tx, transaction } from '../platform/index.ts';
import { moveSeal, type SealTools } from './moves.ts';
import type { AskedSeal, SealHolding, SealOrder, SealPorts } from './ports.ts';
import { getsSeal, isDue, type SealObstacle, sortFor, validityOf } from './rules.ts';
import { byHoldings, insertSeal, lockByCertificate, lockByOrder, lockOrder, remember, sealById } from './store.ts';
import type { SealRow } from './tables.ts';

/** Name of the seal system in the header of each seal. */
const VENDOR = 'YINXIN';
const DPI = 600;

/**
 * Makes the seals an order asks for, one for each of its certificates, and reports to the order. Done twice, also at once,
 * there is one seal, signed once. Throws when none can be made: the reason stands with the failed work of the house.
 */
export async function makeSeals(tools: SealTools, applicationId: string): Promise<void> {
  const { db, ports } = tools;
  const order = await ports.order(db, applicationId);
  if (!order || !isDue(order)) return;
  const kept = order.asked ? null : await keptOf(tools, order);
  const asked = order.asked ?? kept;
  if (!asked) return;
  const drafts: Draft[] = [];
  for (const holding of await holdingsOf(tools, order)) {
    if (getsSeal(holding.status))
      drafts.push(await draft(tools, order, { ...asked, picture: kept?.picture ?? null }, holding));
  }
  await transaction(db, async (tx) => {
    await lockOrder(tx, order.id);
    const ids = (await lockByOrder(tx, order.id)).map(({ id, certificate_serial: serial }) => ({ id, serial }));
    for (const one of drafts) {
      const { serial } = one.holding;
      if (!ids.some((known) => known.serial === serial)) ids.push({ id: await make(tools, tx, order, one), serial });
    }
    const [first] = ids;
    if (order.installs && first) await ports.sealMade(tx, order.id, first.id);
    for (const { holding } of drafts) {
      // A certificate taken out of force in between: the next try finds out.
      const now = await ports.holding(tx, holding.id);
      if (!now || !getsSeal(now.status)) throw cannot(order, 'CERTIFICATE_OVER');
    }
  });
}

/** The pairs an order made, else the one it is about. */
async function holdingsOf({ db, ports }: SealTools, order: SealOrder): Promise<readonly SealHolding[]> {
  const found = order.made.length > 0 ? order.made.map((serial) => ports.holdingBySerial(db, serial)) : [];
  if (found.length === 0 && order.subject !== null) found.push(ports.holding(db, order.subject));
  return (await Promise.all(found)).filter((one) => one !== undefined);
}

/** What a renewal keeps: the newest seal of the former certificate, unless it was stopped (PA-27). */
async function keptOf(
  { db }: SealTools,
  { subject }: SealOrder,
): Promise<(AskedSeal & { readonly picture: Picture }) | null> {
  const [newest] = subject === null ? [] : await byHoldings(db, [subject]);
  const row = newest && newest.status !== 'stopped' ? await sealById(db, newest.id) : undefined;
  if (!row) return null;
  const { organisation_name: name, sort, picture, width_mm: width, height_mm: height } = row;
  return { name, sort, scan: null, picture: { data: new Uint8Array(picture), width, height } };
}

/** PNG, with its size on paper in millimetres. */
interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Draft {
  readonly holding: SealHolding;
  readonly certificate: Certificate;
  readonly organisation: string;
  readonly sort: Parameters<typeof usualDesign>[0];
  readonly picture: Picture;
  readonly maker: SealMaker;
}

/** What takes time and needs no lock: the picture, and the maker's certificate where there is none. */
async function draft(
  { db, ports }: SealTools,
  order: SealOrder,
  asked: AskedSeal & { readonly picture: Picture | null },
  holding: SealHolding,
): Promise<Draft> {
  const certificate = parseCertificate(await ports.certificate(db, holding));
  const organisation = partOf(certificate.subject, 'O') ?? partOf(certificate.subject, 'CN') ?? '';
  const sorted = sortFor(asked, organisation);
  if ('obstacle' in sorted) throw cannot(order, sorted.obstacle);
  return {
    holding,
    certificate,
    organisation,
    sort: sorted.sort,
    picture: asked.picture ?? (await pictureOf(ports, asked, sorted.sort, organisation)),
    maker: await ports.sealMaker(certificate.notAfter),
  };
}

/** What the holder uploaded and the reviewer saw; else drawn from the name. */
async function pictureOf(
  ports: SealPorts,
  { scan }: AskedSeal,
  sort: Draft['sort'],
  organisation: string,
): Promise<Picture> {
  if (scan) return { data: await ports.file(scan.file), width: scan.width, height: scan.height };
  const drawn = await drawSeal(usualDesign(sort, organisation));
  return { data: await renderPng(drawn, DPI), width: drawn.width, height: drawn.height };
}

const cannot = (order: SealOrder, why: SealObstacle) => new Error(`no seal can be made for ${order.number}: ${why}`);

/** Signs and stores one seal, with its way from being asked for until now. */
async function make(tools: SealTools, tx: Tx, order: SealOrder, one: Draft): Promise<string> {
  const { holding, certificate, organisation, sort, picture, maker } = one;
  const now = tools.clock.now();
  const valid = validityOf(now, certificate, maker.certificate);
  if (!valid) throw cannot(order, 'CERTIFICATE_OVER');
  const others = await lockByCertificate(tx, holding.serial);
  // One that was never installed makes room; the installed one works until this one is in the medium.
  for (const other of others) {
    if (other.status === 'made') await moveSeal(tools, tx, other, 'change', { by: 'system', order: order.number });
  }
  const id = uuid();
  const object = await buildSeal({
    certificate: certificate.raw,
    sort,
    id,
    vendor: VENDOR,
    picture,
    createdAt: valid.from,
    validFrom: valid.from,
    validTo: valid.to,
    maker: { certificate: maker.certificate.raw, signer: maker.signer },
  });
  await insertSeal(tx, {
    id,
    organisation_id: holding.organisationId,
    organisation_name: organisation,
    programme: holding.programme,
    application_id: order.id,
    application_number: order.number,
    holding_id: holding.id,
    certificate_serial: holding.serial,
    certificate_digest: Buffer.from(digestOfCertificate(certificate.raw).value).toString('hex'),
    name: sealName(sort, organisation),
    sort,
    status: 'made',
    status_since: now,
    picture: Buffer.from(picture.data),
    picture_sha256: createHash('sha256').update(picture.data).digest('hex'),
    width_mm: picture.width,
    height_mm: picture.height,
    object: Buffer.from(object),
    maker_serial: serialText(maker.certificate.serial),
    valid_from: valid.from,
    valid_to: valid.to,
    replaces: others.find(({ status }) => status === 'installed' || status === 'suspended')?.id ?? null,
    created_at: now,
    nonce: null,
    nonce_until: null,
  } satisfies SealRow);
  const about = { seal_id: id, application_number: order.number };
  await remember(
    tx,
    { ...about, at: order.submittedAt, move: 'collect', from_state: null, to_state: 'collected', by_kind: 'applicant' },
    { ...about, at: now, move: 'review', from_state: 'collected', to_state: 'reviewed', by_kind: 'system' },
    { ...about, at: now, move: 'make', from_state: 'reviewed', to_state: 'made', by_kind: 'system' },
  );
  await tools.ports.audit(tx, {
    actor: { kind: 'system', id: null, name: 'system' },
    action: 'seal.made',
    subject: { kind: 'seal', id, label: sealName(sort, organisation) },
    details: { order: order.number, certificate: holding.serial, maker: serialText(maker.certificate.serial) },
  });
  return id;
}
