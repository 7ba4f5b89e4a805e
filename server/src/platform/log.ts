import fs from 'node:fs';
import path from 'node:path';
import pino, { type DestinationStream, type Logger } from 'pino';

/** What must never reach a log, wherever it appears. */
const secrets = [
  'req.headers.cookie',
  'req.headers.authorization',
  'req.headers["x-yinxin-csrf"]',
  'res.headers["set-cookie"]',
  // What the reader of uploads says about itself at level trace has every header of the request in it.
  'busboyOptions.headers',
  ...['password', 'pin', 'token', 'mobile', 'smsCode'].flatMap((name) => [name, `*.${name}`]),
];

/** The program's log: JSON lines to standard output, or to `to`. Addresses are logged without their query. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets, censor: '[removed]' },
    serializers: {
      req: (request: { method: string; url: string; ip?: string }) => ({
        method: request.method,
        path: request.url.split('?')[0],
        address: request.ip,
      }),
      err: errorForLog,
    },
  };
  return to ? pino(options, to) : pino(options);
}

/** A file to log to, for its owner only; made with its folder when it is not there. Throws what opening it throws. */
export function logFile(file: string): DestinationStream {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // Opened and written here and now: a process that ends at once, however it ends, leaves its last line behind.
  return pino.destination({ dest: fs.openSync(file, 'a', 0o600), sync: true });
}

/** An error without the values that databases and libraries hang on it. */
function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'something that is not an Error was thrown' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  const cause = error.cause instanceof Error ? errorForLog(error.cause) : undefined;
  return { type: error.name, message: error.message, code, constraint, stack: error.stack, cause };
}
