import { type ApplicationDocument, certificateDigest } from '@yinxin/token';
import { type Context, projectOf, serviceOf } from '../engine/context.ts';
import type { ApplicationState } from '../engine/state.ts';

/**
 * An order as its holder signs it: what the printed form would say, and which papers go with it. The same order, origin
 * and certificate give the same document, so that the server needs to keep none while the holder reads it.
 */
export function documentOf(
  state: ApplicationState,
  { programme }: Pick<Context, 'programme'>,
  { origin, certificate }: { readonly origin: string; readonly certificate: Uint8Array },
): ApplicationDocument {
  const project = projectOf(programme, state);
  const { creditCode, name } = state.organisation;
  return {
    format: 'yinxin-application:1',
    origin,
    programme: programme.name,
    project: project.name,
    business: serviceOf(programme, state).label,
    order: state.number,
    dataVersion: state.dataVersion,
    organisation: { name, creditCode },
    certificate: certificateDigest(certificate),
    fields: project.fields.map(({ code, label, choices }) => {
      const value = state.fields[code]?.value ?? '';
      const text = choices?.find((one) => one.code === value)?.label ?? { zh: value, en: value };
      return { code, label, value, text };
    }),
    materials: project.materials.flatMap(({ code, label }) => {
      const file = state.materials[code]?.file;
      return file ? [{ code, label, name: visible(file.name), sha256: file.sha256 }] : [];
    }),
  };
}

/** A file's name as its owner sees it: nothing that hides or turns the characters around it. */
const visible = (name: string): string => name.replace(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, '').slice(0, 200);
