import { sql } from 'kysely';
import type { Database, Migrations } from '../../platform/database/index.ts';
import { encodeEntry } from '../revocation/entry.ts';

export const statusMigrations: Migrations = {
  '068-issuance-status-scale': {
    async up(db) {
      await sql`alter table certificate add column if not exists shard integer not null default 0`.execute(db);
      await sql`create index certificate_ends on certificate (not_after) where published_at is not null`.execute(db);
      await sql`create index certificate_order_credit_code on certificate_order ((plan->>'creditCode'))`.execute(db);
      // Everything a list needs is in the row, so that a list is one scan of one index.
      await sql`alter table revocation
        add column authority text,
        add column shard integer not null default 0,
        add column not_after timestamptz,
        add column invalidity_date timestamptz,
        add column entry bytea,
        add column listed bigint`.execute(db);
      await sql`update revocation r set not_after = c.not_after,
        authority = case when c.use in ('root-ca', 'issuing-ca') then 'root' else 'issuing' end
        from certificate c where c.serial = r.serial`.execute(db);
      await encodeEntries(db);
      await sql`alter table revocation
        alter column authority set not null, alter column not_after set not null, alter column entry set not null`.execute(
        db,
      );
      await sql`create index revocation_scope on revocation (authority, shard, not_after)
        include (entry) where reason <> 'removeFromCRL'`.execute(db);
      await sql`create index revocation_listed on revocation (authority, listed)`.execute(db);
      await guard(db);
      await announce(db);
      await sql`alter table revocation_request
        add column act text not null default 'revoke' check (act in ('revoke', 'suspend', 'resume')),
        add column invalidity_date timestamptz`.execute(db);
      await sql`create index revocation_request_serials on revocation_request using gin (serials jsonb_path_ops)`.execute(
        db,
      );
      await lists(db);
      await responderViews(db);
    },
  },
};

/** Rows from before this migration get their entry. */
async function encodeEntries(db: Database): Promise<void> {
  const { rows } = await sql<{ serial: string; reason: string; revoked_at: Date }>`
    select serial, reason, revoked_at from revocation`.execute(db);
  for (const { serial, reason, revoked_at } of rows) {
    const entry = Buffer.from(encodeEntry({ serial, reason, revokedAt: revoked_at, invalidityDate: null }));
    await sql`update revocation set entry = ${entry} where serial = ${serial}`.execute(db);
  }
}

/** Revoked is final, and nobody takes a row away: held by the database itself, whoever writes. */
async function guard(db: Database): Promise<void> {
  await sql`create function revocation_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or new.serial <> old.serial then
        raise exception 'a change of status is never taken back (%)', old.serial using errcode = 'check_violation';
      end if;
      if old.reason not in ('certificateHold', 'removeFromCRL')
        and (new.reason, new.revoked_at, new.entry) is distinct from (old.reason, old.revoked_at, old.entry) then
        raise exception 'a revoked certificate stays revoked (%)', old.serial using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger revocation_guard before update of serial, reason, revoked_at, entry or delete on revocation
    for each row execute function revocation_guard()`.execute(db);
}

/** Every process that answers OCSP hears of a change with its commit; a large one is told as "anything". */
async function announce(db: Database): Promise<void> {
  await sql`create function revocation_announce() returns trigger language plpgsql as $$
    declare
      serials text;
    begin
      select case when count(*) > 100 then '*' else string_agg(serial, ' ') end into serials from changed;
      if serials is not null then perform pg_notify('yinxin_status', serials); end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger revocation_inserted after insert on revocation referencing new table as changed
    for each statement execute function revocation_announce()`.execute(db);
  await sql`create function revocation_announce_one() returns trigger language plpgsql as $$
    begin
      perform pg_notify('yinxin_status', new.serial);
      return null;
    end $$`.execute(db);
  await sql`create trigger revocation_updated after update of reason, revoked_at on revocation
    for each row when ((new.reason, new.revoked_at) is distinct from (old.reason, old.revoked_at))
    execute function revocation_announce_one()`.execute(db);
}

/** Lists in parts: a large one is never one value. Numbers are the authority's, so that no scope ever goes backwards. */
async function lists(db: Database): Promise<void> {
  await sql`create table crl_number (authority text primary key, number bigint not null)`.execute(db);
  await sql`insert into crl_number select authority, max(number) from crl group by authority`.execute(db);
  await sql`alter table crl drop constraint crl_pkey`.execute(db);
  await sql`alter table crl drop column tbs, drop column crl,
    add column shard integer not null default 0,
    add column kind text not null default 'full' check (kind in ('full', 'delta')),
    add column base_number bigint,
    add column has_delta boolean not null default false,
    add column bytes bigint,
    add column sha256 text,
    add column completed_at timestamptz,
    add primary key (authority, shard, kind, number)`.execute(db);
  await sql`create index crl_complete on crl (authority, shard, kind, number desc) where completed_at is not null`.execute(
    db,
  );
  await sql`create table crl_part (
    authority text not null, shard integer not null, kind text not null, number bigint not null,
    part integer not null, bytes bytea not null, entries integer not null,
    primary key (authority, shard, kind, number, part)
  )`.execute(db);
  // Serial numbers are random: nothing to gain from compressing them.
  await sql`alter table crl_part alter column bytes set storage external`.execute(db);
}

/** All that a process may see that only answers OCSP. Views read with their owner's rights: such a login has no table. */
async function responderViews(db: Database): Promise<void> {
  await sql`create view ocsp_status as
    select c.serial, r.reason, r.revoked_at from certificate c left join revocation r on r.serial = c.serial
    where c.published_at is not null and c.use in ('sign', 'encrypt', 'ocsp')`.execute(db);
  await sql`create view ocsp_responder as
    select r.sealed_key, c.certificate, c.not_after
    from responder r join certificate c on c.order_id = r.order_id where c.published_at is not null`.execute(db);
  await sql`create view ocsp_issuer as
    select certificate from certificate where use = 'issuing-ca' and published_at is not null`.execute(db);
}
