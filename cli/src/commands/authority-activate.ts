import fs from 'node:fs';
import { input, password } from '@inquirer/prompts';
import { call, type Transport } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { loadConfig } from '@yinxin/server';
import { text } from '../texts.ts';

export interface ActivateOptions {
  readonly config?: string;
  /** Address of the running server; publicUrl of the settings unless told. */
  readonly server?: string;
  readonly username?: string;
  /** File with the share; asked for when absent. */
  readonly share?: string;
}

/** What is typed and never given on the command line, where others could read it. */
export interface ActivateAnswers {
  readonly username: string;
  readonly password: string;
  readonly share: string;
  readonly passphrase: string;
}

/**
 * Enters one operator's share of the key of a CA into the running server. The key is active once enough operators have.
 * Returns the exit code.
 */
export async function activateAuthority(name: string, options: ActivateOptions): Promise<number> {
  const { config } = loadConfig(options.config === undefined ? {} : { file: options.config });
  const username = options.username ?? (await input({ message: text('staff.username') }));
  const answers: ActivateAnswers = {
    username,
    password: await password({ message: text('authority.activate.password') }),
    share:
      options.share === undefined
        ? await password({ message: text('authority.activate.share') })
        : fs.readFileSync(options.share, 'utf8').trim(),
    passphrase: await password({ message: text('authority.activate.passphrase') }),
  };
  const state = await enterShare(name, options.server ?? config.publicUrl, answers);
  const shown = { name, entered: state.entered, threshold: state.threshold };
  console.log(text(state.active ? 'authority.activate.active' : 'authority.activate.waits', shown));
  return 0;
}

/** Signs in, enters the share, signs out. Throws ApiProblem. */
export async function enterShare(
  name: string,
  server: string,
  { username, password: secret, share, passphrase }: ActivateAnswers,
): Promise<{ readonly active: boolean; readonly entered: number; readonly threshold: number }> {
  const transport = staffTransport(server.replace(/\/+$/, ''));
  const { session, authorities } = endpoints;
  const { csrf } = await call(transport, session.staffSignIn, { body: { username, password: secret } });
  transport.token = csrf;
  try {
    const state = await call(transport, authorities.enterShare, { params: { name }, body: { share, passphrase } });
    return { active: state.active, entered: state.entered.length, threshold: state.threshold };
  } finally {
    await call(transport, session.signOut, {}).catch(() => {});
  }
}

/** Calls with the one cookie the server gave. */
function staffTransport(baseUrl: string): Transport & { token: string | null } {
  let cookie = '';
  const made: { token: string | null } = { token: null };
  return Object.assign(made, {
    baseUrl,
    csrf: () => made.token,
    async fetch(url: string, init: RequestInit) {
      const headers = new Headers(init.headers);
      headers.set('origin', baseUrl);
      if (cookie !== '') headers.set('cookie', cookie);
      const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(60_000) });
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) cookie = set.split(';')[0] ?? '';
      return response;
    },
  });
}
