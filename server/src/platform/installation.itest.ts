import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkInstallation, installationMigrations } from './installation.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(installationMigrations);
});
afterAll(() => database.drop());

test('a database stays with the mode it was first used in, and with a key that can read it', async () => {
  const { db } = database;
  await checkInstallation(db, 'production', { current: 'a', all: ['a'] });
  await checkInstallation(db, 'production', { current: 'a', all: ['a'] });
  await expect(checkInstallation(db, 'sandbox', { current: 'a', all: ['a'] })).rejects.toThrow(/made for production/);
  await expect(checkInstallation(db, 'production', { current: 'b', all: ['b'] })).rejects.toThrow(/not the key/);
  await checkInstallation(db, 'production', { current: 'b', all: ['b', 'a'] });
  await checkInstallation(db, 'production', { current: 'b', all: ['b'] });
});
