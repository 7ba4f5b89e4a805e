import type { ConsoleSealDetail, SealDetail, SealToInstall, SealView } from '@yinxin/contract';
import { parseCertificate, serialText } from '@yinxin/pki';
import { parseSeal, verifySeal } from '@yinxin/seal';
import type { z } from 'zod';
import type { SealFacts } from '../holdings/index.ts';
import type { Database } from '../platform/index.ts';
import type { SealTools } from './moves.ts';
import { historyOf } from './store.ts';
import type { SealBrief, SealRow } from './tables.ts';

/** A seal as its holder and staff see it. */
export function sealView(row: SealBrief): z.input<typeof SealView> {
  return {
    id: row.id,
    name: row.name,
    sort: row.sort,
    status: row.status,
    statusSince: row.status_since.toISOString(),
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    programme: row.programme,
    holdingId: row.holding_id,
    certificateSerial: row.certificate_serial,
    applicationId: row.application_id,
    applicationNumber: row.application_number,
    madeAt: row.created_at.toISOString(),
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
    picture: { sha256: row.picture_sha256, width: row.width_mm, height: row.height_mm },
    replaces: row.replaces,
  };
}

/** A seal as a medium takes it. */
export function sealToInstall(row: SealRow): z.input<typeof SealToInstall> {
  return {
    id: row.id,
    name: row.name,
    sort: row.sort,
    notAfter: row.valid_to.toISOString(),
    certificate: row.certificate_digest,
    picture: row.picture.toString('base64'),
    object: row.object.toString('base64'),
    replaces: row.replaces,
  };
}

/** A seal as it hangs on a held certificate. */
export function sealFacts(row: SealBrief): SealFacts {
  const { id, name, sort, status, holding_id: holdingId, picture_sha256: picture } = row;
  return { id, name, sort, status, picture, holdingId };
}

export async function sealDetail(db: Database, row: SealBrief): Promise<z.input<typeof SealDetail>> {
  const history = await historyOf(db, row.id);
  return {
    ...sealView(row),
    history: history.map((one) => ({
      at: one.at.toISOString(),
      move: one.move,
      from: one.from_state,
      to: one.to_state,
      by: one.by_kind,
      applicationNumber: one.application_number,
    })),
  };
}

/** The same with what the structure says and what is wrong with it now, for staff. */
export async function consoleSealDetail(tools: SealTools, row: SealRow): Promise<z.input<typeof ConsoleSealDetail>> {
  const { db, clock, ports } = tools;
  const seal = parseSeal(new Uint8Array(row.object));
  const holding = await ports.holding(db, row.holding_id);
  const trust = await ports.trust();
  const verdict = verifySeal(seal, {
    at: clock.now(),
    ...trust,
    ...(holding ? { holder: await ports.certificate(db, holding) } : {}),
  });
  const maker = parseCertificate(seal.makerCertificate);
  return {
    ...(await sealDetail(db, row)),
    standard: seal.standard,
    bytes: row.object.length,
    certificateDigest: row.certificate_digest,
    maker: { serial: serialText(maker.serial), notAfter: maker.notAfter.toISOString() },
    good: verdict.good,
    findings: verdict.findings.map(({ code, severity, because }) => ({ code, severity, because: because ?? null })),
  };
}
