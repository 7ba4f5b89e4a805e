import type { LocalText } from '@yinxin/programme';
import type templates from './templates.json';

export type TemplateCode = keyof typeof templates;

/**
 * Who is told. An organisation gets a message in the hall and, where the template says so, an SMS: to the mobile given
 * here, else to its own.
 */
export type Addressee =
  | { readonly organisationId: string; readonly mobile?: string }
  | { readonly mobile: string }
  | { readonly mail: string };

/** One thing somebody should hear of. */
export interface Notice {
  readonly to: Addressee;
  readonly template: TemplateCode;
  /**
   * Exactly the template's parameters, each in both languages where it is words of ours; `{link}` is the address of the
   * order's page and is known here.
   */
  readonly params: Readonly<Record<string, string | number | LocalText>>;
  readonly applicationId?: string;
  /** Not sent any more after this moment: a code that no longer works only confuses. */
  readonly expiresAt?: Date;
  /** Does the same work without sending anything, so that time does not tell whether an account exists. */
  readonly decoy?: boolean;
}

export type Channel = 'sms' | 'mail';

/** What a driver sends. */
export interface Outgoing {
  readonly id: string;
  readonly channel: Channel;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly template: string;
}

/** One way to the outside. May be called twice for one id; throws SendError to be tried again. */
export interface Sender {
  send(message: Outgoing): Promise<void>;
}

/** Why a message could not be sent: a short code without address or text. */
export class SendError extends Error {
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(`message not sent: ${code}`, { cause });
    this.name = 'SendError';
    this.code = code;
  }
}

/** A message that could not be sent and is not tried any more. Without address and text. */
export interface DeadLetter {
  readonly id: string;
  readonly channel: Channel;
  readonly template: string;
  readonly tries: number;
  readonly error: string;
  readonly createdAt: Date;
}

export interface Message {
  readonly id: string;
  readonly at: Date;
  readonly subject: { readonly zh: string; readonly en: string };
  readonly text: { readonly zh: string; readonly en: string };
  readonly applicationId: string | null;
  readonly readAt: Date | null;
}
