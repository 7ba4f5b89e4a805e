import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AssistantOptions, type RunningAssistant, startAssistant } from '../assistant.ts';
import { type AssistantClient, assistantClient } from '../client.ts';

export const PORTAL = 'https://hall.example.cn';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON. */
  json(): unknown;
}

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** One request exactly as written: unlike fetch, it lets a test lie about Host and Origin. */
export function send(port: number, sent: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', path, headers = {}, body } = sent;
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text,
          json: (): unknown => JSON.parse(text),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A JSON operation from an origin, as a browser would send it. */
export const post = (port: number, path: string, origin: string, params: object = {}, token?: string) =>
  send(port, {
    method: 'POST',
    path,
    headers: {
      origin,
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(params),
  });

/** The client as it runs in a page of `origin`. */
export const pageClient = (base: string, origin: string): AssistantClient =>
  assistantClient({
    base,
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), origin } }),
  });

export interface TestAssistant extends RunningAssistant {
  readonly data: string;
  /** An operation of the assistant's own page. */
  own(operation: string, params?: object): Promise<Answer>;
  /** Ends it and starts it again on the same folder. */
  restart(): Promise<TestAssistant>;
  /** Ends it and removes its folder. */
  discard(): Promise<void>;
}

/** An assistant on a free port with two blank media whose scrypt is cheap. */
export async function testAssistant(over: Partial<AssistantOptions> = {}): Promise<TestAssistant> {
  const data = over.data ?? mkdtempSync(join(tmpdir(), 'yinxin-assistant-'));
  const running = await startAssistant({
    port: 0,
    media: 2,
    origins: [],
    allowOrigins: [PORTAL],
    sandbox: true,
    cost: { n: 1024, r: 8, p: 1 },
    ...over,
    data,
  });
  return {
    ...running,
    data,
    own: (operation, params) => post(running.port, `/own/${operation}`, running.origin, params),
    restart: async () => {
      await running.close();
      return testAssistant({ ...over, data });
    },
    discard: async () => {
      await running.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
