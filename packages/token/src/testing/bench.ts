import { expect } from 'vitest';
import type { TokenProblem } from '../errors.ts';
import type { Token } from '../types.ts';
import { produce, type TestAuthority, testSecrets } from './authority.ts';

/** What a driver's test gives the shared suite: blank media with 3 PIN tries and 2 administrator tries. */
export interface TokenDriver {
  readonly name: string;
  /** A blank medium, plugged in. */
  blank(): Promise<Token>;
  /** The same medium after `token.close()`, plugged in again. */
  again(token: Token): Promise<Token>;
}

export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
export const refused = (problem: TokenProblem) => expect.objectContaining({ problem });

/** Media for one suite; `putAway` closes what a test has opened. */
export function bench(driver: TokenDriver, ca: TestAuthority) {
  const open = new Set<Token>();
  const blank = async () => {
    const token = await driver.blank();
    open.add(token);
    return token;
  };
  const again = async (token: Token) => {
    await token.close();
    const next = await driver.again(token);
    open.add(next);
    return next;
  };
  const made = async () => {
    const token = await blank();
    const secrets = testSecrets();
    const installation = await produce(token, secrets, ca);
    token.logout();
    return { token, secrets, installation };
  };
  const putAway = async () => {
    for (const token of open) await token.close();
    open.clear();
  };
  return { blank, again, made, putAway };
}
