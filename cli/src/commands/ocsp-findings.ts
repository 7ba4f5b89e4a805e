import { type Loaded, type openAuthority, statusFindings } from '@yinxin/server';
import { language, text } from '../texts.ts';
import { type Finding, pass, warn } from './finding.ts';

type Connection = Parameters<typeof openAuthority>[0]['db'];

/** State of the lists and of the OCSP responder, as a running server left them. */
export async function ocspFindings(db: Connection, config: Loaded['config']): Promise<Finding[]> {
  const { warnings, lists, responderDays } = await statusFindings(db, config);
  if (warnings.length > 0) return warnings.map((detail) => warn(detail[language]));
  return [pass(text('doctor.status', { lists, days: responderDays ?? 0 }))];
}
