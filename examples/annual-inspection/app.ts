import { timingSafeEqual } from 'node:crypto';
import { type Begun, HallRefused, hallClient, type Registration, type SignedIn } from '../shared/hall.ts';
import { speaker } from '../shared/texts.ts';
import { asHtml, page, type Running, serve, type Visit } from '../shared/web.ts';
import { type SpecialCertificate, specialCertificates } from './special.ts';
import texts from './texts.json' with { type: 'json' };
import { type FirstUser, usersOf } from './users.ts';

export interface InspectionOptions {
  readonly port: number;
  readonly registration: Registration;
  readonly users: readonly FirstUser[];
  readonly special: readonly SpecialCertificate[];
  /** Of the registration authority's staff. */
  readonly staffPassword: string;
  readonly now?: () => number;
}

interface Session {
  begun?: Begun;
  /** A certificate that signed in and is not bound yet. */
  binding?: Pick<SignedIn, 'ticket' | 'organisation'>;
  username?: string;
}

const MOST_REQUESTS = 1000;

/** An annual-inspection system (BJ-43 … BJ-49): users of its own, one certificate bound for each organisation. */
export function startInspection(options: InspectionOptions): Promise<Running> {
  const { port, registration, staffPassword, now = Date.now } = options;
  const hall = hallClient(registration);
  const users = usersOf(options.users, now);
  const special = specialCertificates(options.special, now);
  const resets = new Set<string>();
  type Say = ReturnType<typeof speaker<typeof texts>>;

  const show = ({ language }: Visit<Session>, body: (say: Say) => string, status = 200) => {
    const say = speaker(texts, language);
    return { html: page(say('title'), language, body(say)), status };
  };
  const alert = (text: string, code: string) => `<p role="alert" data-code="${code}">${asHtml(text)}</p>`;
  const home = (say: Say) => `<p><a href="/">${say('back')}</a></p>`;
  const refuse = (visit: Visit<Session>, code: keyof typeof texts, status: number, params = {}) =>
    show(visit, (say) => alert(say(code, params), code) + home(say), status);
  const account = (say: Say) =>
    `<label>${say('username')} <input name="username" required></label>
<label>${say('password')} <input type="password" name="password" required></label>`;
  const bindingForm = (say: Say, name: string) =>
    `<p data-organisation>${asHtml(say('organisation', { name }))}</p><p>${say('which-account')}</p>
<form method="post" action="/binding">${account(say)}<button>${say('bind')}</button></form>`;

  return serve<Session>(
    {
      'GET /': (visit) =>
        show(visit, (say) => {
          const known = users.byName(visit.session.username ?? '');
          if (known) {
            const params = { name: known.organisation, username: known.username };
            return `<p data-user="${asHtml(known.username)}">${asHtml(say('welcome', params))}</p>
<form method="post" action="/declarations"><button>${say('declare')}</button></form>`;
          }
          return `<form method="post" action="/login"><button>${say('one-card')}</button></form>
<h2>${say('special')}</h2><form method="post" action="/special">
<label>${say('special-number')} <input name="number" required></label>
<label>${say('password')} <input type="password" name="password" required></label><button>${say('log-in')}</button></form>
<h2>${say('forgotten')}</h2><form method="post" action="/reset-requests">
<label>${say('code')} <input name="code" required></label><button>${say('ask-reset')}</button></form>`;
        }),

      'POST /login': ({ session }) => {
        session.begun = hall.begin();
        return { to: session.begun.url };
      },

      'GET /back': async (visit) => {
        const { session, query } = visit;
        const { begun } = session;
        delete session.begun;
        if (!begun || query.get('state') !== begun.state) return refuse(visit, 'SIGN_IN_BROKEN', 400);
        try {
          const signedIn = await hall.finish(begun, { code: query.get('code') ?? '', state: begun.state });
          const bound = signedIn.binding && users.byName(signedIn.binding.account);
          if (bound && bound.creditCode === signedIn.organisation.creditCode) {
            session.username = bound.username;
            return { to: '/' };
          }
          session.binding = signedIn;
          return show(visit, (say) => bindingForm(say, signedIn.organisation.name));
        } catch (error) {
          if (!(error instanceof HallRefused)) return refuse(visit, 'SIGN_IN_BROKEN', 400);
          return show(visit, (say) => alert(error.texts[visit.language], error.code) + home(say), 403);
        }
      },

      'POST /binding': async (visit) => {
        const { session, form } = visit;
        const { binding } = session;
        if (!binding) return refuse(visit, 'SIGN_IN_BROKEN', 400);
        const again = (code: 'ACCOUNT_WRONG' | 'ACCOUNT_OF_OTHER', params: Record<string, string>) =>
          show(visit, (say) => alert(say(code, params), code) + bindingForm(say, binding.organisation.name), 403);
        const checked = users.check(form.get('username') ?? '', form.get('password') ?? '');
        if (!checked.right) {
          if (checked.left === 0) return refuse(visit, 'TOO_MANY', 429);
          return again('ACCOUNT_WRONG', { left: String(checked.left) });
        }
        if (checked.user.creditCode !== binding.organisation.creditCode) {
          return again('ACCOUNT_OF_OTHER', { name: binding.organisation.name });
        }
        try {
          await hall.bind(binding.ticket, checked.user.username);
        } catch (error) {
          if (!(error instanceof HallRefused)) throw error;
          return show(visit, (say) => alert(error.texts[visit.language], error.code) + home(say), 409);
        }
        delete session.binding;
        session.username = checked.user.username;
        return show(visit, (say) => `<p data-code="BOUND">${say('bound')}</p>${home(say)}`, 201);
      },

      'POST /special': (visit) => {
        const login = special(visit.form.get('number') ?? '', visit.form.get('password') ?? '');
        if (login.kind === 'wrong') return refuse(visit, 'SPECIAL_WRONG', 403);
        if (login.kind === 'expired') {
          return refuse(visit, 'SPECIAL_EXPIRED', 403, { until: login.until.toISOString().slice(0, 10) });
        }
        visit.session.username = login.username;
        return { to: '/' };
      },

      'POST /declarations': (visit) => {
        const known = users.byName(visit.session.username ?? '');
        if (!known) return refuse(visit, 'BIND_FIRST', 403);
        return show(visit, (say) => `<p data-code="DECLARED">${say('declared')}</p>${home(say)}`, 201);
      },

      'POST /reset-requests': (visit) => {
        const code = (visit.form.get('code') ?? '').trim().toUpperCase();
        if (users.byCode(code) && resets.size < MOST_REQUESTS) resets.add(code);
        // The same answer whether or not there is such an organisation.
        return show(visit, (say) => `<p data-code="RESET_ASKED">${say('reset-asked')}</p>${home(say)}`, 202);
      },
      'GET /authority': (visit) =>
        show(visit, (say) => {
          const forms = [...resets].map(
            (
              code,
            ) => `<form method="post" action="/authority"><p>${asHtml(code)} ${asHtml(users.byCode(code)?.organisation ?? '')}</p>
<input type="hidden" name="code" value="${asHtml(code)}">
<label>${say('staff-password')} <input type="password" name="password"></label><button>${say('reset')}</button></form>`,
          );
          return `<h2>${say('authority')}</h2>${forms.join('')}`;
        }),
      'POST /authority': async (visit) => {
        const code = visit.form.get('code') ?? '';
        const isRight = same(visit.form.get('password') ?? '', staffPassword);
        const made = isRight && resets.has(code) ? users.reset(code) : undefined;
        if (!made) return refuse(visit, 'STAFF_ONLY', 403);
        resets.delete(code);
        try {
          // The former name is gone: what was bound to it is bound anew at the next login.
          await hall.end(made.former);
        } catch (error) {
          if (!(error instanceof HallRefused) || error.code !== 'BINDING_UNKNOWN') throw error;
        }
        const { username, password } = made;
        return show(
          visit,
          (say) =>
            `<p data-code="RESET" data-username="${asHtml(username)}" data-password="${asHtml(password)}">${asHtml(say('reset-done', { username, password }))}</p>${home(say)}`,
        );
      },
    },
    { port, newSession: () => ({}) },
  );
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
