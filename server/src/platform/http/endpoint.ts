import type { Endpoint, Role } from '@yinxin/contract';
import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import type { Database } from '../database/index.ts';
import type { StoredFile } from '../files/index.ts';
import type { NewSession, Session, SessionKind } from '../sessions/index.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A file of an upload, already stored (encrypted, by content); whether it is kept is the handler's business. */
export interface UploadedFile extends StoredFile {
  /** The name the sender gave it: for people only, control characters removed, at most 200 characters. */
  readonly name: string;
}

/** What a handler of a `file` endpoint answers. Always sent with nosniff and never as HTML. */
export interface FileAnswer {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
  /** Shown by the browser instead of saved; only for PDF and pictures. */
  readonly inline?: boolean;
  /** Sends the browser on instead (303), e.g. to a cashier; the other fields are not used. */
  readonly redirect?: string;
}

/** What a handler gets. */
export interface Call<E extends Endpoint> {
  readonly params: E extends Endpoint<infer P, infer _Q, infer _B, infer _A> ? Parsed<P> : never;
  readonly query: E extends Endpoint<infer _P, infer Q, infer _B, infer _A> ? Parsed<Q> : never;
  readonly body: E extends Endpoint<infer _P, infer _Q, infer B, infer _A> ? Parsed<B> : never;
  readonly files: readonly UploadedFile[];
  /** Who asks, as the endpoint demands it; for public endpoints whoever is signed in, staff before organisation. */
  readonly session: Session | undefined;
  /** Every session the browser has: one as organisation and one as staff may live side by side. */
  readonly sessions: { readonly [K in SessionKind]?: Session };
  /**
   * The database to use. For an `idempotent` endpoint it is the transaction in which the answer is stored too, so that effect
   * and answer are committed together; `transaction(db, …)` joins it.
   */
  readonly db: Database;
  readonly idempotencyKey: string | undefined;
  /** Network address of the caller, for limits. */
  readonly address: string;
  readonly log: FastifyBaseLogger;
  /** Begins a session and sets its cookie with the answer. */
  signIn(who: NewSession): Promise<Session>;
  /** Ends the session of a kind, or all the browser has, and removes the cookies. */
  signOut(kind?: SessionKind): Promise<void>;
  /** HTTP status of the answer when not 200, e.g. 201 or 202. */
  status(code: number): void;
}

/** A call of an endpoint that demands a session: it is there. */
export type SignedInCall<E extends Endpoint> = Call<E> & { readonly session: Session };

type IsOpen<E extends Endpoint> = E['who'] extends 'public' | 'sandbox' ? true : false;

/** What the handler of an endpoint returns: the answer before it is checked, or a file. */
export type HandlerAnswer<E extends Endpoint> =
  E extends Endpoint<infer _P, infer _Q, infer _B, infer A>
    ? A extends z.ZodUndefined
      ? FileAnswer
      : z.input<A>
    : never;

export type Handler<E extends Endpoint> = (
  call: IsOpen<E> extends true ? Call<E> : SignedInCall<E>,
) => Promise<HandlerAnswer<E>> | HandlerAnswer<E>;

export type { Endpoint, Role };
