import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Deps } from '../../server/src/platform/index.ts';
import { step } from './progress.ts';

const BATCH = 100_000;

/** SQL functions the fillings share: ids as the house makes them (UUIDv7), in order of time. */
export async function addFunctions({ db }: Deps): Promise<void> {
  await step(db, 'functions', async (tx) => {
    await sql`create function scale.id(kind integer, ms bigint, n bigint) returns uuid language sql immutable as
      $$ select (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$`.execute(
      tx,
    );
    await sql`create function scale.medium(n bigint) returns text language sql immutable as
      $$ select 'YKS' || lpad(n::text, 10, '0') $$`.execute(tx);
    await sql`create function scale.serial(use text, n bigint) returns text language sql immutable as
      $$ select upper(md5(use || n)) $$`.execute(tx);
  });
}

/**
 * `pairs` held pairs of certificates with media, made by orders that are spread over the archive. Ends lie far from now,
 * so that no reminder falls due while something is measured.
 */
export async function addPairs({ db }: Deps, pairs: number, orders: number): Promise<void> {
  const bytes = (length: number) => randomBytes(length);
  const [tbs, certificate, request, enveloped] = [bytes(560), bytes(720), bytes(300), bytes(280)];
  const plan = JSON.stringify({ creditCode: '', profile: 'organisation', padding: 'x'.repeat(200) });
  const each = orders / pairs;
  await step(db, 'pairs are known already', (tx) => sql`update holding_fill set done_at = now()`.execute(tx));
  for (let from = 0; from < pairs; from += BATCH) {
    const until = Math.min(pairs, from + BATCH) - 1;
    await step(db, `pairs from ${from}`, async (tx) => {
      await sql`
        create temporary table pair on commit drop as
        select p.n, a.id as order_id, a.number, a.organisation_id, a.organisation_name, a.credit_code, a.programme,
          a.project, a.created_at, scale.medium(p.n) as medium, scale.serial('sign', p.n) as sign,
          scale.serial('encrypt', p.n) as encrypt, scale.id(3, extract(epoch from a.created_at)::bigint * 1000, p.n) as id,
          case when p.n % 100 < 55 then 'in-use' when p.n % 100 < 78 then 'superseded' when p.n % 100 < 94 then 'expired'
            when p.n % 100 < 97 then 'revoked' when p.n % 100 < 99 then 'suspended' else 'activated' end as status
        from generate_series(${from}::bigint, ${until}::bigint) as p(n)
        join scale.order_place o on o.n = floor(p.n * ${each}::float8)::bigint join application a on a.id = o.id`.execute(
        tx,
      );
      await sql`alter table pair add column not_after timestamptz`.execute(tx);
      await sql`update pair set not_after = case when status in ('superseded', 'expired', 'revoked')
        then now() - (100 + n % 900) * interval '1 day' else now() + (130 + n % 900) * interval '1 day' end`.execute(
        tx,
      );
      await sql`
        insert into medium (serial, kind, model, state, application_id, application_number, registered_at, changed_at)
        select medium, 'usb-key', 'Key', 'activated', order_id, number, created_at, created_at from pair`.execute(tx);
      await sql`
        insert into certificate_order (id, kind, step, application_id, application_number, organisation_id, medium_serial,
          request, request_hash, key_hash, plan, enveloped_key, created_at, published_at)
        select id, 'twin', 'published', order_id, number, organisation_id, medium, ${request}, md5('r' || n), md5('k' || n),
          ${plan}::jsonb || jsonb_build_object('creditCode', credit_code), ${enveloped}, created_at, created_at
        from pair`.execute(tx);
      await sql`
        insert into certificate (serial, order_id, use, application_id, application_number, organisation_id, medium_serial,
          subject, issuer, key_hash, not_before, not_after, tbs, certificate, created_at, published_at, authority)
        select case u.use when 'sign' then sign else encrypt end, id, u.use, order_id, number, organisation_id, medium,
          'CN=' || organisation_name, 'CN=Yinxin', md5(u.use || 'k' || n) || md5(u.use || 'l' || n), created_at, not_after,
          ${tbs}, ${certificate}, created_at, created_at, 'issuing'
        from pair cross join (values ('sign'), ('encrypt')) as u(use)`.execute(tx);
      await sql`
        insert into holding (id, organisation_id, organisation_name, credit_code, programme, project, application_id,
          application_number, medium_serial, sign_serial, encrypt_serial, not_before, not_after, status, status_since,
          activated_at, created_at)
        select id, organisation_id, organisation_name, credit_code, programme, project, order_id, number, medium, sign,
          encrypt, created_at, not_after, status, created_at, created_at, created_at from pair`.execute(tx);
      await sql`
        insert into holding_event (holding_id, at, kind, move, from_state, to_state, by_kind, application_id,
          application_number)
        select id, created_at, 'moved', m.move, m.from_state, m.to_state, 'system', order_id, number
        from pair cross join (values ('make', 'requested', 'made'), ('activate', 'made', 'activated'))
          as m(move, from_state, to_state)`.execute(tx);
    });
  }
}

/** Where the orders of the archive lie, by number in line: only while the rest is filled in. */
export async function noteOrders({ db }: Deps): Promise<void> {
  await step(db, 'places of orders', async (tx) => {
    await sql`create table scale.order_place as select ('x' || right(id::text, 12))::bit(48)::bigint as n, id
      from application where substring(id::text, 15, 9) = '7002-8000'`.execute(tx);
    await sql`create unique index on scale.order_place (n)`.execute(tx);
    await sql`analyze scale.order_place`.execute(tx);
  });
  await step(db, 'statistics of orders', (tx) => sql`analyze application`.execute(tx));
}

/** Money, messages and the log of the house around the finished orders. */
export async function addRecords({ db, sealing }: Deps, orders: number): Promise<void> {
  const words = { zh: '您的订单已完成，请登录大厅查看。', en: 'Your order is done; sign in to the hall to see it.' };
  const message = sealing.seal(JSON.stringify({ subject: words, text: words }), 'message.text');
  const subject = JSON.stringify({ zh: '数字证书', en: 'Certificate' });
  for (let from = 0; from < orders; from += BATCH * 2) {
    const until = Math.min(orders, from + BATCH * 2) - 1;
    await step(db, `records from ${from}`, async (tx) => {
      await sql`
        create temporary table part on commit drop as
        select o.n, a.id, a.number, a.organisation_id, a.organisation_name, a.created_at as at, a.paid,
          scale.id(4, extract(epoch from a.created_at)::bigint * 1000, o.n) as own
        from scale.order_place o join application a on a.id = o.id where o.n between ${from} and ${until}
        order by o.n`.execute(tx);
      await sql`
        insert into charge (id, application_id, application_number, organisation_id, payer, amount_fen, subject, status,
          created_at, paid_at)
        select own, id, number, organisation_id, organisation_name, 20000, ${subject}, 'paid', at, at
        from part where paid`.execute(tx);
      await sql`
        with entry as (
          insert into ledger_entry (reference, charge_id, kind, at)
          select 'paid:' || own, own, 'payment', at from part where paid and n % 2 = 0 returning id
        )
        insert into ledger_posting (entry_id, account, fen)
        select id, p.account, p.fen from entry
        cross join (values ('bank', 20000), ('revenue', -20000)) as p(account, fen)`.execute(tx);
      await sql`
        insert into message (id, organisation_id, at, template, template_version, sealed, application_id, read_at)
        select own, organisation_id, at, 'order-next', 1, ${message}, id, case when n % 5 > 0 then at end
        from part where n % 2 = 0`.execute(tx);
      await sql`
        insert into audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_label,
          details)
        select own, at, 'organisation', organisation_id, organisation_name, 'application.submitted', 'application', id,
          number, '{"version": 9}' from part`.execute(tx);
    });
  }
}
