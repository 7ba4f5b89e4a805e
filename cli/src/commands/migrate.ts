import { connect, loadConfig, openDatabase, prepareDatabase, roomsFor } from '@yinxin/server';
import { text } from '../texts.ts';

/** Applies the pending migrations; the server would at its start too, but an operator may want them apart. */
export async function migrate(options: { readonly config?: string }): Promise<void> {
  const { config } = loadConfig(options.config === undefined ? {} : { file: options.config });
  const database = await openDatabase(config, true);
  const db = connect(database.url, { max: 2 });
  try {
    const applied = await prepareDatabase(config, roomsFor(config.mode), { db, url: database.url });
    console.log(applied.length === 0 ? text('migrate.none') : text('migrate.done', { names: applied.join(', ') }));
  } finally {
    await db.destroy();
    await database.server?.stop();
  }
}
