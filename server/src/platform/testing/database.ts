import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Database, type Migrations, migrate } from '../database/index.ts';
import { installJobs } from '../jobs/index.ts';

/** A database for one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  /** Closes the connections and drops the database. */
  drop(): Promise<void>;
}

function at(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function administer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Changes of a migration's text make another template. */
function templateName(migrations: Migrations): string {
  const hash = createHash('sha256');
  for (const [name, { up }] of Object.entries(migrations)) hash.update(name).update(up.toString());
  return `yinxin_template_${hash.digest('hex').slice(0, 16)}`;
}

/** Makes a template once per set of migrations (whoever comes first, others wait); copies are made of it. */
async function template(client: pg.Client, migrations: Migrations): Promise<string> {
  const name = templateName(migrations);
  // The jobs' own tables take longest to make and are the same everywhere.
  const base = Object.keys(migrations).length > 0 ? await template(client, {}) : 'template1';
  await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await build(client, name, base, migrations);
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [name]);
  }
  return name;
}

async function build(client: pg.Client, name: string, base: string, migrations: Migrations): Promise<void> {
  const building = `${name}_${randomBytes(4).toString('hex')}`;
  await client.query(`create database ${building} template ${base}`);
  const url = at(inject('postgresUrl'), building);
  const db = connect(url, { max: 2 });
  try {
    await (base === 'template1' ? installJobs(url) : migrate(db, migrations));
  } catch (error) {
    await db.destroy();
    await client.query(`drop database ${building} with (force)`);
    throw error;
  }
  await db.destroy();
  await client.query(`alter database ${building} rename to ${name}`);
}

/** Makes a migrated database of the caller's own in some 50 ms. */
export async function createTestDatabase(migrations: Migrations): Promise<TestDatabase> {
  const name = `yinxin_test_${randomBytes(8).toString('hex')}`;
  await administer(async (client) => {
    await client.query(`create database ${name} template ${await template(client, migrations)}`);
  });
  const url = at(inject('postgresUrl'), name);
  const db = connect(url, { max: 10 });
  return {
    url,
    db,
    drop: async () => {
      await db.destroy();
      await administer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
