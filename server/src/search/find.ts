import { type FoundBy, type FoundEverything, KNOWS_PERSONS, READS_PERSONS } from '@yinxin/contract';
import type { Database } from '../platform/index.ts';
import { byInitials, byName, isNearlyUpToDate, type ReadNames, takeIn } from './names.ts';
import type { OrganisationFound, SearchPorts } from './ports.ts';
import { readTerm, type Term } from './term.ts';

/** Shown of each kind; one more is looked for, to tell whether there are others. */
export const SHOWN = 10;
/** Organisations whose newest orders stand beside them. */
const WITH_ORDERS = 3;
/** Names that changed just now are taken in before a search, so that it finds them; more are left to the job. */
const AT_ONCE = 50;

type Group<T> = { items: T[]; more: boolean };
const group = <T>(found: readonly T[]): Group<T> => ({ items: found.slice(0, SHOWN), more: found.length > SHOWN });

const masked = (name: string) => `${[...name][0] ?? ''}${'*'.repeat(Math.max(1, [...name].length - 1))}`;

/** Everything a typed text finds, for somebody with these roles. `personal`: by what a person was looked up. */
export async function findEverything(
  ports: SearchPorts,
  db: Database,
  typed: string,
  roles: readonly string[],
): Promise<{ readonly found: FoundEverything; readonly personal: 'mobile' | 'name' | null }> {
  const term = readTerm(typed);
  if (term.tooShort) return { found: nothing(), personal: null };
  const knowsPersons = KNOWS_PERSONS.some((role) => roles.includes(role));
  const readsPersons = READS_PERSONS.some((role) => roles.includes(role));
  const nameOf = (name: string, isPerson: boolean) => (isPerson && !readsPersons ? masked(name) : name);
  const mobile = knowsPersons ? term.mobile : undefined;
  const persons = knowsPersons && term.name !== undefined ? await ports.personsNamed(db, typed, SHOWN + 1) : [];
  const organisations = [
    ...persons.map((one) => ({ ...one, by: 'name' as const })),
    ...(await organisationsOf(ports, db, term)),
  ];
  const certificates = await ports.certificates(db, term.serials, SHOWN + 1);
  const sought = {
    number: term.number,
    begins: term.numberBegins,
    code: term.code,
    serials: term.serials,
    mobile,
    organisations: organisations.slice(0, WITH_ORDERS).map(({ id }) => id),
  };
  const orders = await ports.orders(db, sought, SHOWN + 1);
  const found = {
    tooShort: false,
    organisations: group(organisations.map(({ isPerson, ...one }) => ({ ...one, name: nameOf(one.name, isPerson) }))),
    orders: group(
      orders.map(({ isPerson, ...one }) => ({ ...one, organisationName: nameOf(one.organisationName, isPerson) })),
    ),
    certificates: group(
      certificates.map(({ isPerson, notAfter, ...one }) => ({
        ...one,
        organisationName: nameOf(one.organisationName, isPerson),
        notAfter: notAfter.toISOString(),
      })),
    ),
  };
  return { found, personal: mobile !== undefined ? 'mobile' : persons.length > 0 ? 'name' : null };
}

const nothing = (): FoundEverything => ({
  tooShort: true,
  organisations: group([]),
  orders: group([]),
  certificates: group([]),
});

async function organisationsOf(
  ports: SearchPorts,
  db: Database,
  term: Term,
): Promise<readonly (OrganisationFound & { readonly by: FoundBy })[]> {
  if (term.creditCode !== undefined) {
    const found = await ports.organisationsByCode(db, term.creditCode, SHOWN + 1);
    return found.map((one) => ({ ...one, by: 'credit-code' }));
  }
  const { name } = term;
  const ids = await named(db, ports.names, term, SHOWN + 1);
  const found = await ports.organisations(db, ids);
  return found.map((one) => ({ ...one, by: name === undefined ? 'initials' : 'name' }));
}

async function named(db: Database, read: ReadNames, term: Term, limit: number): Promise<readonly string[]> {
  const { name, initials } = term;
  if (name === undefined && initials === undefined) return [];
  if (await isNearlyUpToDate(db, AT_ONCE)) await takeIn(db, read, AT_ONCE);
  return name === undefined ? byInitials(db, initials ?? '', limit) : byName(db, name, limit);
}

/** Organisations whose orders a list shows for a typed name; at most this many. */
const LISTED = 50;

/** Ids of organisations a typed text is a part of the name of, or its pinyin initials; none for anything else. */
export async function organisationsNamed(db: Database, read: ReadNames, typed: string): Promise<readonly string[]> {
  const term = readTerm(typed);
  return term.tooShort ? [] : named(db, read, term, LISTED);
}
