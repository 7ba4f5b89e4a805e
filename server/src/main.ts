import { flushCompileCache } from 'node:module';
import { ConfigError, loadConfig, readSandboxAccounts } from './platform/config/index.ts';
import { openDatabase } from './platform/database/open-database.ts';

/** Message to the process that started us, when it listens. */
const report = (message: object) => process.send?.(message);

async function main(): Promise<void> {
  const { config } = loadConfig();
  // PostgreSQL starts while the modules are read.
  const opening = openDatabase(config);
  opening.catch(() => {}); // told by startServer
  const starting = import('./server.ts').then(({ startServer }) => startServer(config, opening));
  let isClosing = false;
  const close = (code: number) => {
    if (isClosing) return;
    isClosing = true;
    // A signal during the start ends what the start has made.
    starting
      .then((started) => started.close())
      .then(
        () => process.exit(code),
        () => process.exit(1),
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => close(0));
  const server = await starting;
  server.died.catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    close(1);
  });
  if (process.send) {
    const accounts = config.mode === 'sandbox' ? readSandboxAccounts(config.dataDir) : [];
    report({
      ready: { url: server.url, mode: config.mode, dataDir: config.dataDir, databaseDir: server.databaseDir, accounts },
    });
  } else console.log(`Yinxin 印信 (${config.mode}): ${server.url}`);
  // Kept now and not at the end: a process that is killed has no end, and the next one starts in half the time.
  flushCompileCache();
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || (error instanceof Error && 'code' in error);
  console.error(error instanceof Error ? (isExpected ? error.message : error.stack) : error);
  report({ failed: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
