import { nameText, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import type { Database, Migrations } from '../../platform/database/index.ts';

/** Several CAs as rows, ceremonies decided by two people, keys that operators open together. */
export const authorityMigrations: Migrations = {
  '069-issuance-authorities': {
    async up(db) {
      // Root and issuing CA were the only ones; they keep their names, addresses and keys.
      await sql`alter table authority rename column role to name`.execute(db);
      await sql`alter table authority rename column key_file to key_ref`.execute(db);
      await sql`alter table authority drop constraint if exists authority_role_check`.execute(db);
      await sql`alter table authority
        alter column serial drop not null,
        alter column certificate drop not null,
        alter column key_ref drop not null,
        add column kind text not null default 'issuing' check (kind in ('root', 'issuing', 'cross')),
        add column algorithm text default 'sm2',
        add column signature_algorithm text default 'sm2-sm3',
        add column key_algorithm text not null default 'sm2',
        add column public_key bytea,
        add column subject jsonb,
        add column state text not null default 'active' check (state in ('planned', 'requested', 'active', 'retired')),
        add column parent text references authority (name),
        add column store text default 'files',
        add column profiles jsonb not null default '[]',
        add column is_default boolean not null default false,
        add column request bytea,
        add column chain jsonb not null default '[]',
        add column threshold integer`.execute(db);
      await sql`update authority set kind = 'root' where name = 'root'`.execute(db);
      await sql`update authority set parent = 'root', is_default = true where name = 'issuing'`.execute(db);
      await sql`create unique index authority_default on authority (is_default) where is_default`.execute(db);
      await sql`
        create table authority_certificate (
          id bigint generated always as identity primary key,
          authority text not null references authority (name),
          serial text not null,
          kind text not null check (kind in ('own', 'renewed', 'cross')),
          certificate bytea not null,
          created_at timestamptz not null
        )`.execute(db);
      await sql`insert into authority_certificate (authority, serial, kind, certificate, created_at)
        select name, serial, 'own', certificate, created_at from authority`.execute(db);
      await sql`create unique index authority_certificate_own on authority_certificate (authority) where kind = 'own'`.execute(
        db,
      );
      // A subscriber's key is certified once; a CA's again when it is renewed or cross-certified.
      await sql`alter table certificate drop constraint if exists certificate_key_hash_key`.execute(db);
      await sql`create unique index certificate_key_once on certificate (key_hash)
        where use not in ('root-ca', 'issuing-ca')`.execute(db);
      await sql`create index certificate_key on certificate (key_hash)`.execute(db);
      await sql`
        create table issuer_assignment (
          profile text not null,
          programme text not null default '',
          authority text not null references authority (name),
          primary key (profile, programme)
        )`.execute(db);
    },
  },
  '076-issuance-certificate-authority': {
    async up(db) {
      await sql`alter table certificate add column authority text`.execute(db);
      // Subscribers' certificates came from the first issuing CA only; those of CAs from whoever verifies them.
      await sql`update certificate set authority = 'issuing' where use not in ('root-ca', 'issuing-ca')`.execute(db);
      await nameIssuersOfCas(db);
      await sql`alter table certificate alter column authority set not null`.execute(db);
      await sql`update revocation r set authority = c.authority from certificate c
        where c.serial = r.serial and r.authority <> c.authority`.execute(db);
      await sql`create index certificate_authority on certificate (authority, created_at)
        where use in ('sign', 'encrypt')`.execute(db);
      await responderViews(db);
    },
  },
  '070-issuance-ceremonies': {
    async up(db) {
      await sql`
        create table ceremony (
          id uuid primary key,
          act jsonb not null,
          target text not null,
          status text not null check (status in ('proposed', 'approved', 'done', 'refused')),
          reason text not null,
          consequences jsonb not null,
          proposed_by uuid not null,
          proposed_by_name text not null,
          proposed_at timestamptz not null,
          decided_by uuid check (decided_by <> proposed_by),
          decided_by_name text,
          decided_at timestamptz,
          note text,
          prepared jsonb,
          problem text,
          authority text,
          serials jsonb not null default '[]',
          done_at timestamptz
        )`.execute(db);
      await sql`create index ceremony_at on ceremony (proposed_at desc)`.execute(db);
      // One ceremony at a time for each CA.
      await sql`create unique index ceremony_open on ceremony (target) where status in ('proposed', 'approved')`.execute(
        db,
      );
      await sql`
        create table activation_operator (
          id uuid primary key,
          name text not null,
          salt bytea not null,
          public_key bytea not null,
          enrolled_at timestamptz not null
        )`.execute(db);
      await sql`
        create table activation_share (
          authority text not null references authority (name),
          operator_id uuid not null,
          operator_name text not null,
          salt bytea not null,
          public_key bytea not null,
          share_check text not null,
          share text,
          dealt_at timestamptz not null,
          collected_at timestamptz,
          primary key (authority, operator_id)
        )`.execute(db);
    },
  },
};

/** Certificates of CAs get the CA that signed them; one that is not signed yet is its planned issuer's, told by name. */
async function nameIssuersOfCas(db: Database): Promise<void> {
  const { rows: known } = await sql<{ authority: string; certificate: Buffer }>`
    select authority, certificate from authority_certificate order by id`.execute(db);
  const cas = known.map(({ authority, certificate }) => ({
    authority,
    certificate: parseCertificate(new Uint8Array(certificate)),
  }));
  const { rows } = await sql<{ serial: string; issuer: string; certificate: Buffer | null }>`
    select serial, issuer, certificate from certificate where authority is null`.execute(db);
  for (const { serial, issuer, certificate } of rows) {
    const own = certificate && parseCertificate(new Uint8Array(certificate));
    const signer = cas.find((ca) =>
      own ? verifyCertificateSignature(own, ca.certificate) : nameText(ca.certificate.subject) === issuer,
    );
    await sql`update certificate set authority = ${signer?.authority ?? 'root'} where serial = ${serial}`.execute(db);
  }
}

/** What answers OCSP sees whose each certificate is; its logins keep what they were granted. */
async function responderViews(db: Database): Promise<void> {
  await sql`create or replace view ocsp_status as
    select c.serial, r.reason, r.revoked_at, c.authority
    from certificate c left join revocation r on r.serial = c.serial
    where c.published_at is not null and c.use in ('sign', 'encrypt', 'ocsp')`.execute(db);
  await sql`create or replace view ocsp_responder as
    select r.sealed_key, c.certificate, c.not_after, c.authority
    from responder r join certificate c on c.order_id = r.order_id where c.published_at is not null`.execute(db);
  await sql`create or replace view ocsp_issuer as
    select ac.certificate, ac.authority from authority_certificate ac join authority a on a.name = ac.authority
    where a.kind = 'issuing' and a.store is not null and ac.kind in ('own', 'renewed')`.execute(db);
}
