import type { Programme } from '@yinxin/programme';
import type { ApplicationsService } from '../applications/index.ts';
import type { Audit } from '../audit/index.ts';
import { briefAccounts, briefByCode, personNames, personsNamed } from '../directory/index.ts';
import type { Holdings } from '../holdings/index.ts';
import type { Database, Sealing } from '../platform/index.ts';
import type { SearchPorts } from '../search/index.ts';

/** What an order's state is called; a state its programme does not have stands with its code. */
const labelIn = ({ states }: Programme, code: string) =>
  states.find((one) => one.code === code)?.label ?? { zh: code, en: code };

interface Row {
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly credit_code: string;
}

/** Where the search of the console looks. */
export function searchPorts(rooms: {
  readonly applications: Pick<ApplicationsService, 'lookUps' | 'catalogue'>;
  readonly holdings: Pick<Holdings, 'find'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly sealing: Sealing;
}): SearchPorts {
  const { applications, holdings, audit, sealing } = rooms;
  /** Names beside rows: those of persons are not in them. */
  const named = async (db: Database, rows: readonly Row[]) => {
    const persons = rows.filter((row) => row.credit_code === '').map((row) => row.organisation_id);
    const names = await personNames(db, sealing, persons);
    return (row: Row) => (row.credit_code === '' ? (names.get(row.organisation_id) ?? '') : row.organisation_name);
  };
  return {
    names: briefAccounts,
    organisations: briefAccounts,
    organisationsByCode: briefByCode,
    personsNamed: (db, name, limit) => personsNamed(db, sealing, name, limit),
    async orders(db, sought, limit) {
      const found = await applications.lookUps.find(db, sought, limit);
      const rows = found.map((row) => ({ ...row, programmeVersion: row.programme_version }));
      const rules = await applications.catalogue.rulesOf(db, rows);
      const nameOf = await named(db, rows);
      return rows.map((row) => ({
        id: row.id,
        number: row.number,
        organisationName: nameOf(row),
        isPerson: row.credit_code === '',
        state: { code: row.state_code, label: labelIn(rules(row).programme, row.state_code) },
        void: row.void,
        by: row.by,
      }));
    },
    async certificates(db, serials, limit) {
      const rows = await holdings.find(db, serials, limit);
      const nameOf = await named(db, rows);
      return rows.map((row) => ({
        id: row.id,
        organisationName: nameOf(row),
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
