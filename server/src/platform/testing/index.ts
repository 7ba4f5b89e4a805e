/** For integration tests (`*.itest.ts`) only. */
export { createTestDatabase, type TestDatabase } from './database.ts';
export {
  startTestServer,
  type TestAnswer,
  type TestBrowser,
  type TestServer,
  type TestServerOptions,
} from './server.ts';
