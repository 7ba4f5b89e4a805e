import { flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { FunctionTable } from '../pkcs11/functions.ts';
import { pkcs11Store } from '../pkcs11/store.ts';
import { serveHost } from './serve.ts';

/** A module that is a program of ours: `functionTable()` answers the table. For bridges to stores without PKCS#11, and for tests. */
const Program = z.object({ functionTable: z.custom<() => FunctionTable>((value) => typeof value === 'function') });

serveHost(async ({ name, settings, pin }) => {
  if (!/\.[cm]?[jt]s$/.test(settings.library)) return pkcs11Store({ name, settings, pin });
  const { functionTable } = Program.parse(await import(pathToFileURL(settings.library).href));
  return pkcs11Store({ name, settings, pin, table: functionTable });
});

// Hosts come and go, and are ended without notice: the next one need not compile all this again.
flushCompileCache();
