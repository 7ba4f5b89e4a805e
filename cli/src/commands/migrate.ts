import {
  allMigrations,
  migrate as applyMigrations,
  checkServerVersion,
  connect,
  installJobs,
  loadConfig,
  openDatabase,
  roomsFor,
} from '@yinxin/server';
import { text } from '../texts.ts';

/** Applies the pending migrations; the server would at its start too, but an operator may want them apart. */
export async function migrate(options: { readonly config?: string }): Promise<void> {
  const { config } = loadConfig(options.config === undefined ? {} : { file: options.config });
  const database = await openDatabase(config, true);
  const db = connect(database.url, { max: 2 });
  try {
    await checkServerVersion(db);
    const applied = await applyMigrations(db, allMigrations(roomsFor(config.mode)));
    await installJobs(database.url);
    console.log(applied.length === 0 ? text('migrate.none') : text('migrate.done', { names: applied.join(', ') }));
  } finally {
    await db.destroy();
    await database.server?.stop();
  }
}
