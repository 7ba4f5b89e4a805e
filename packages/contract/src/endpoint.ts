import type { LocalText } from '@yinxin/programme';
import type { z } from 'zod';

/** Roles of staff (岗位). A person may hold several, but decides nothing that they entered themselves. */
export const ROLES = [
  'reviewer',
  'mail-room',
  'production',
  'shipping',
  'customer-service',
  'finance',
  'back-office',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** Who may call an endpoint. `sandbox` endpoints exist only when the server runs as a sandbox. */
export type Who = 'public' | 'organisation' | 'staff' | 'sandbox' | readonly Role[];

/** One HTTP endpoint as data: the server registers it, OpenAPI describes it, clients call through it. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify notation, `/api/applications/:id`. */
  readonly path: string;
  readonly who: Who;
  readonly tag: string;
  readonly summary: LocalText;
  readonly params?: Params;
  readonly query?: Query;
  /** JSON body. With `upload`, the JSON of the multipart field `data`; the file is the part `file`. */
  readonly body?: Body;
  readonly upload?: 'one-file' | 'files';
  /** JSON answer, or `file` for a download. */
  readonly answer: Answer | 'file';
  /** Commands: the header `Idempotency-Key` (8–64 characters) is required, a repeat gets the stored answer. */
  readonly idempotent?: true;
  /**
   * The answer is the same for everybody, holds no secret and nothing of the request: it is sent compressed, and only to who
   * has not got it yet (ETag). Only for GET by the public.
   */
  readonly alike?: true;
}

/** Keeps the exact types of the endpoint's schemas; a `file` endpoint has no JSON answer. */
export function endpoint<
  const P extends z.ZodType = z.ZodUndefined,
  const Q extends z.ZodType = z.ZodUndefined,
  const B extends z.ZodType = z.ZodUndefined,
>(value: Endpoint<P, Q, B, z.ZodUndefined> & { readonly answer: 'file' }): Endpoint<P, Q, B, z.ZodUndefined>;
export function endpoint<
  const P extends z.ZodType = z.ZodUndefined,
  const Q extends z.ZodType = z.ZodUndefined,
  const B extends z.ZodType = z.ZodUndefined,
  const A extends z.ZodType = z.ZodUndefined,
>(value: Endpoint<P, Q, B, A> & { readonly answer: A }): Endpoint<P, Q, B, A>;
export function endpoint(value: Endpoint): Endpoint {
  return value;
}
