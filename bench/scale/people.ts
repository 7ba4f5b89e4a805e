import { randomBytes } from 'node:crypto';
import { creditCode } from '@yinxin/identifiers';
import { sql } from 'kysely';
import { briefAccounts } from '../../server/src/directory/index.ts';
import { type Deps, hashPassword } from '../../server/src/platform/index.ts';
import { takeIn } from '../../server/src/search/index.ts';
import { step } from './progress.ts';

const REGIONS = [
  ['江西', '360100'],
  ['南昌', '360100'],
  ['赣州', '360700'],
  ['九江', '360400'],
  ['抚州', '361000'],
  ['北京', '110000'],
  ['深圳', '440300'],
  ['广州', '440100'],
  ['上海', '310000'],
  ['杭州', '330100'],
] as const;
const SYLLABLES = [...'华盛鑫泰恒源宏达瑞丰嘉和永兴诚信博远金石通联创新众邦天宇东方康健立德明正海润长江安顺凯'];
const TRADES = [
  '建设',
  '药业',
  '置业',
  '科技',
  '市政工程',
  '医疗器械',
  '物流',
  '贸易',
  '环保',
  '信息技术',
  '食品',
  '机械',
];
const FORMS = ['有限公司', '有限责任公司', '股份有限公司', '集团有限公司'];
const BATCH = 20_000;
/** A small fixed generator: the same n is the same draw. */
export function draws(n: number): () => number {
  let state = (n * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const pick = <T>(items: readonly T[], at: number): T => {
  const item = items[Math.floor(at * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** The nth organisation of the generated part. */
export function organisation(n: number): { readonly name: string; readonly creditCode: string } {
  const next = draws(n);
  const [place, region] = pick(REGIONS, next());
  const brand = Array.from({ length: 3 }, () => pick(SYLLABLES, next())).join('');
  return {
    name: `${place}${brand}${pick(TRADES, next())}${pick(FORMS, next())}`,
    creditCode: creditCode.make(next, region),
  };
}

export const mobileOf = (n: number) => `137${String(n % 100_000_000).padStart(8, '0')}`;

/** Writes `count` organisations with sealed mobiles. */
export async function addOrganisations({ db, sealing }: Deps, count: number): Promise<void> {
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'));
  await step(db, 'table of organisations', (tx) =>
    sql`create table scale.organisation (n integer primary key, id uuid not null, credit_code text not null, name text not null)`.execute(
      tx,
    ),
  );
  for (let from = 0; from < count; from += BATCH) {
    await step(db, `organisations from ${from}`, async (tx) => {
      const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i);
      const many = numbers.map(organisation);
      const mobiles = numbers.map(mobileOf);
      await sql`
        with drawn as (
          select t.n, scale.id(1, 1500000000000 + t.n * 400::bigint, t.n) as id, t.code, t.name, t.sealed, t.index
          from unnest(${numbers}::integer[], ${many.map((m) => m.creditCode)}::text[], ${many.map((m) => m.name)}::text[],
            ${mobiles.map((m) => sealing.seal(m, 'organisation.mobile'))}::text[],
            ${mobiles.map((m) => sealing.blindIndex(m, 'organisation.mobile'))}::text[]) as t(n, code, name, sealed, index)
        ), organisations as (
          insert into organisation (id, credit_code, name, mobile_sealed, mobile_index, password_hash, created_at)
          select id, code, name, sealed, index, ${passwordHash}, to_timestamp(1500000000 + n * 0.4) from drawn
          on conflict do nothing returning id, credit_code, name, created_at
        ), names as (
          insert into organisation_name (organisation_id, since, name) select id, created_at, name from organisations
        )
        insert into scale.organisation select n, id, code, drawn.name from drawn join organisations using (id)`.execute(
        tx,
      );
    });
  }
}

const NAMES = 5000;

/** Has the search take in every name, as its job does. */
export async function addNames({ db }: Deps): Promise<void> {
  await step(db, 'names to take in', (tx) =>
    sql`insert into search_stale (organisation_id) select id from organisation on conflict do nothing`.execute(tx),
  );
  await step(db, 'names', async () => {
    for (let taken = NAMES, all = 0; taken === NAMES; all += taken) {
      taken = await takeIn(db, briefAccounts, NAMES);
      if (all % 100_000 === 0) console.log(`${all} names taken in`);
    }
  });
}
