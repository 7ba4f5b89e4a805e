import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { ScryptCost } from '@yinxin/token';
import { TokenError } from '@yinxin/token';
import { Asks } from './asks.ts';
import { ASSISTANT_PORTS } from './client.ts';
import { Clock } from './clock.ts';
import type { Edition } from './edition/edition.ts';
import { Life } from './life.ts';
import { Pairings } from './pairing.ts';
import { Production } from './production.ts';
import { Reader } from './reader.ts';
import { assistantServer } from './server.ts';
import { Sessions } from './session.ts';
import { Stock } from './stock.ts';

export interface AssistantOptions {
  /** Folder of the media and of who is let in. */
  readonly data: string;
  /** A port, 0 for any free one, or null for the first free of the fixed ones. */
  readonly port: number | null;
  /** Keep at least so many blank software media; more than 0 makes this a sandbox. */
  readonly media: number;
  /** Origins that may ask to be let in. */
  readonly origins: readonly string[];
  /** Origins that are let in without asking (the sandbox's own portal). */
  readonly allowOrigins: readonly string[];
  readonly sandbox: boolean;
  /** Words and looks of one product; its own without it. */
  readonly edition?: Edition | null;
  /** For tests: what scrypt costs on newly made media. */
  readonly cost?: ScryptCost;
  /** For tests: the computer's clock, milliseconds since 1970. */
  readonly read?: () => number;
}

export interface RunningAssistant {
  readonly origin: string;
  readonly port: number;
  /** Serial numbers in stock. */
  readonly serials: readonly string[];
  close(): Promise<void>;
}

/** Starts the assistant on 127.0.0.1. Throws if no port is free. */
export async function startAssistant(options: AssistantOptions): Promise<RunningAssistant> {
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const sandbox = options.sandbox || options.media > 0;
  const clock = new Clock(sandbox, options.read);
  const stock = new Stock(options.data);
  stock.fill(options.media, clock.now(), options.cost ? { cost: options.cost } : {});
  const reader = new Reader(stock);
  const pairings = new Pairings(options.data, options.allowOrigins, () => clock.now());
  const sessions = new Sessions(reader);
  const asks = new Asks(reader, () => clock.now());
  const production = new Production({ reader, clock, sessions });
  const life = new Life({ reader, clock, sessions });
  const known = new Set([...options.origins, ...options.allowOrigins]);

  let host = '';
  const app = assistantServer(
    { reader, clock, pairings, production, life, sessions, asks, stock, sandbox, edition: options.edition ?? null },
    () => ({
      host,
      isKnownOrigin: (origin) => known.has(origin),
    }),
  );
  await listen(
    (port) => app.listen({ host: '127.0.0.1', port }),
    options.port === null ? ASSISTANT_PORTS : [options.port],
  );
  const { port } = addressOf(app.server.address());
  host = `127.0.0.1:${port}`;

  const last = stock.lastInserted();
  if (last !== null) await insertAgain(reader, last);
  const close = async () => {
    await reader.close();
    await app.close();
  };
  return { origin: `http://${host}`, port, serials: stock.serials(), close };
}

/** A medium that somebody else holds, or that is damaged, must not keep the assistant from starting. */
async function insertAgain(reader: Reader, serial: string): Promise<void> {
  try {
    await reader.insert(serial);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
  }
}

async function listen(attempt: (port: number) => Promise<unknown>, ports: readonly number[]): Promise<void> {
  for (const [index, port] of ports.entries()) {
    try {
      await attempt(port);
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || index === ports.length - 1) throw error;
    }
  }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the assistant is not listening on a port');
  return address;
}
