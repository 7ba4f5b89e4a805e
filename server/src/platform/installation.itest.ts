import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkInstallation, installationMigrations, refuseForeign } from './installation.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(installationMigrations);
});
afterAll(() => database.drop());

test('an empty database belongs to nobody', async () => {
  const empty = await createTestDatabase({});
  try {
    expect(await refuseForeign(empty.db, 'production', 'first')).toBe(false);
  } finally {
    await empty.drop();
  }
});

test('a database stays with the mode it was first used in, and with the key it was made with', async () => {
  const { db } = database;
  await checkInstallation(db, 'production', 'first');
  await checkInstallation(db, 'production', 'first');
  await expect(checkInstallation(db, 'sandbox', 'first')).rejects.toThrow(/made for production/);
  await expect(refuseForeign(db, 'sandbox', 'first')).rejects.toThrow(/made for production/);
  await expect(checkInstallation(db, 'production', 'second')).rejects.toThrow(/first.*is missing/);
});
