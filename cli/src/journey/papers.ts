import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import type { ProjectView } from '@yinxin/contract';

type FieldSpec = ProjectView['fields'][number];

interface Known {
  readonly mobile: string;
  readonly name: string;
  readonly address: string;
}

/** Where an organisation of Jiangxi sits. */
export const JIANGXI_ADDRESS = '江西省南昌市红谷滩区示例路1号';

/** A plausible value for each field of a project's form. */
export function fieldValues(project: ProjectView, given: { mobile: string; name: string }): Record<string, string> {
  return answersTo(project.fields, { ...given, address: JIANGXI_ADDRESS });
}

/** A value for each field: the answer that is given, else a plausible one. */
export function answersTo(
  fields: readonly FieldSpec[],
  known: Known,
  answers: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field.code, answers[field.code] ?? plausible(field, known)]));
}

function plausible(field: FieldSpec, given: Known): string {
  switch (field.kind) {
    case 'mobile':
      return given.mobile;
    case 'phone':
      return '0791-88886666';
    case 'person-name':
      return '李明';
    case 'id-card':
      // The example number printed in GB 11643.
      return '11010519491231002X';
    case 'email':
      return 'handler@example.cn';
    case 'address':
      return given.address;
    case 'postcode':
      return '330038';
    case 'choice':
      return field.choices?.find((c) => c.accepted)?.code ?? '';
    case 'text':
    case 'long-text':
      return given.name.slice(0, field.maxLength);
  }
}

/** A one-page PDF standing for a scanned paper, different for every `label`. */
export async function scannedPaper(label: string): Promise<Blob> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595.28, 841.89]);
  page.drawText(`Sandbox scan: ${label}`, {
    x: 72,
    y: 720,
    size: 18,
    font: await pdf.embedFont(StandardFonts.Helvetica),
  });
  return new Blob([new Uint8Array(await pdf.save())], { type: 'application/pdf' });
}
