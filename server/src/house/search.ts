import type { Programme } from '@yinxin/programme';
import type { ApplicationsService } from '../applications/index.ts';
import type { Audit } from '../audit/index.ts';
import { briefAccounts, briefByCode } from '../directory/index.ts';
import type { Holdings } from '../holdings/index.ts';
import type { SearchPorts } from '../search/index.ts';

/** What an order's state is called; a state its programme does not have stands with its code. */
const labelIn = ({ states }: Programme, code: string) =>
  states.find((one) => one.code === code)?.label ?? { zh: code, en: code };

/** Where the search of the console looks. */
export function searchPorts(rooms: {
  readonly applications: Pick<ApplicationsService, 'lookUps' | 'catalogue'>;
  readonly holdings: Pick<Holdings, 'find'>;
  readonly audit: Pick<Audit, 'record'>;
}): SearchPorts {
  const { applications, holdings, audit } = rooms;
  return {
    names: briefAccounts,
    organisations: briefAccounts,
    organisationsByCode: briefByCode,
    async orders(db, sought, limit) {
      const found = await applications.lookUps.find(db, sought, limit);
      const rows = found.map((row) => ({ ...row, programmeVersion: row.programme_version }));
      const rules = await applications.catalogue.rulesOf(db, rows);
      return rows.map((row) => ({
        id: row.id,
        number: row.number,
        organisationName: row.organisation_name,
        isPerson: row.credit_code === '',
        state: { code: row.state_code, label: labelIn(rules(row).programme, row.state_code) },
        void: row.void,
        by: row.by,
      }));
    },
    async certificates(db, serials, limit) {
      const rows = await holdings.find(db, serials, limit);
      return rows.map((row) => ({
        id: row.id,
        organisationName: row.organisation_name,
        isPerson: row.credit_code === '',
        mediumSerial: row.medium_serial,
        signSerial: row.sign_serial,
        status: row.status,
        notAfter: row.not_after,
        by: row.medium_serial !== null && serials.includes(row.medium_serial) ? 'medium' : 'certificate',
      }));
    },
    audit: (tx, fact) => audit.record(tx, fact),
  };
}
