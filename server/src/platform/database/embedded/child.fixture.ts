/** Run by the tests as a process of its own: starts the server on argv[2] and reports each row once it is committed. */
import pg from 'pg';
import { startEmbedded } from './start.ts';

const [dir = ''] = process.argv.slice(2);
const server = await startEmbedded({ dir });
const client = new pg.Client({ connectionString: server.url });
await client.connect();
await client.query('create table if not exists row (n integer primary key)');
const { rows } = await client.query<{ n: number }>('select coalesce(max(n), 0) + 1 as n from row');
process.send?.({ ready: server.port });
for (let n = rows[0]?.n ?? 1; ; n++) {
  await client.query('insert into row values ($1)', [n]);
  process.send?.({ committed: n });
}
