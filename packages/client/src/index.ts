/** A typed client of the hall's HTTP API: pages, command line and journeys all call through it. */
import type { Endpoint, Problem } from '@yinxin/contract';
import { Problem as ProblemShape } from '@yinxin/contract';
import type { z } from 'zod';

/** A refusal by the server, as an RFC 9457 problem document. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail.en}`);
    this.problem = problem;
  }
}

type Given<K extends string, T> = [T] extends [undefined] ? { [P in K]?: never } : { [P in K]: T };
type Input<S> = S extends z.ZodType ? z.input<S> : undefined;

export type CallInput<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _A>
    ? Given<'params', Input<P>> &
        ([Input<Q>] extends [undefined] ? { query?: never } : { query?: Input<Q> }) &
        Given<'body', Input<B>> & {
          files?: readonly UploadFile[];
          /** Commands: repeat a call with the same key to repeat it safely. Made anew when absent. */
          idempotencyKey?: string;
          signal?: AbortSignal;
        }
    : never;
/** What a call answers: the parsed JSON, or a Blob for a `file` endpoint (whose JSON shape is left undefined). */
export type Answer<E> =
  E extends Endpoint<infer _P, infer _Q, infer _B, infer A> ? (A extends z.ZodUndefined ? Blob : z.output<A>) : never;

export interface UploadFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Blob;
}

/** How requests travel: browsers use `fetch` with cookies, the command line keeps its own cookie. */
export interface Transport {
  readonly baseUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly csrf: () => string | null;
}

/** Calls one endpoint; throws {@link ApiProblem} when the server refuses. `file` answers come as a Blob. */
export async function call<E extends Endpoint>(
  transport: Transport,
  endpoint: E,
  input: CallInput<E>,
): Promise<Answer<E>> {
  const response = await send(transport, endpoint, input as LooseInput);
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  const { answer } = endpoint;
  const read: unknown = answer === 'file' ? await response.blob() : answer.parse(await response.json());
  return read as Answer<E>;
}

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  files?: readonly UploadFile[];
  idempotencyKey?: string;
  signal?: AbortSignal;
}

function send(transport: Transport, endpoint: Endpoint, input: LooseInput): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
  if (input.signal) init.signal = input.signal;
  const csrf = transport.csrf();
  if (csrf && endpoint.method !== 'GET') headers['x-yinxin-csrf'] = csrf;
  if (endpoint.idempotent) headers['idempotency-key'] = input.idempotencyKey ?? crypto.randomUUID();
  if (endpoint.upload) init.body = multipart(input);
  else if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(input.body);
  }
  return transport.fetch(transport.baseUrl + addressOf(endpoint.path, input), init);
}

function multipart(input: LooseInput): FormData {
  const form = new FormData();
  if (input.body !== undefined) form.append('data', JSON.stringify(input.body));
  for (const file of input.files ?? [])
    form.append('file', new File([file.bytes], file.name, { type: file.mediaType }));
  return form;
}

/** The path with its parameters filled in and the query appended. */
export function addressOf(
  path: string,
  input: { params?: Record<string, unknown>; query?: Record<string, unknown> },
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input.params?.[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return ProblemShape.parse(JSON.parse(text));
  } catch {
    return {
      type: 'about:blank',
      title: response.statusText,
      status: response.status,
      code: 'UNREADABLE_ANSWER',
      detail: { zh: '服务器的回答无法读取。', en: 'The server’s answer could not be read.' },
      next: {
        zh: '请稍后重试；仍不行请联系客服。',
        en: 'Try again in a moment; if it stays so, call customer service.',
      },
    };
  }
}
