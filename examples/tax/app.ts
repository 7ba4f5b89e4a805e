import { timingSafeEqual } from 'node:crypto';
import { type Begun, HallRefused, hallClient, type Registration } from '../shared/hall.ts';
import { speaker } from '../shared/texts.ts';
import { asHtml, page, type Running, serve, type Visit } from '../shared/web.ts';
import { refusesCreation, refusesLogin, type Taxpayer, type TaxUser, typedNumber } from './rules.ts';
import texts from './texts.json' with { type: 'json' };

export interface TaxOptions {
  readonly port: number;
  readonly registration: Registration;
  /** Enterprises registered for taxes. */
  readonly taxpayers: readonly Taxpayer[];
  /** Of the tax office's own staff. */
  readonly officePassword: string;
}

interface Session {
  begun?: { readonly hall: Begun; readonly number: string; readonly intent: 'log-in' | 'create' };
  user?: string;
}

/** A tax filing system that lets one-card users in (BJ-38 … BJ-42), with users of its own. */
export function startTax({ port, registration, taxpayers, officePassword }: TaxOptions): Promise<Running> {
  const hall = hallClient(registration);
  const users = new Map<string, TaxUser>();
  const registered = (number: string) => taxpayers.find((one) => one.number === number);
  type Say = ReturnType<typeof speaker<typeof texts>>;

  const show = ({ language }: Visit<Session>, body: (say: Say) => string, status = 200) => {
    const say = speaker(texts, language);
    return { html: page(say('title'), language, body(say)), status };
  };
  const message = (text: string, id: string, say: Say) =>
    `<p role="alert" data-code="${id}">${asHtml(text)}</p><p><a href="/">${say('back')}</a></p>`;

  const begin = (visit: Visit<Session>, intent: 'log-in' | 'create') => {
    const begun = hall.begin();
    visit.session.begun = { hall: begun, number: typedNumber(visit.form.get('number') ?? ''), intent };
    return { to: begun.url };
  };

  return serve<Session>(
    {
      'GET /': (visit) =>
        show(visit, (say) => {
          const { user } = visit.session;
          const known = user === undefined ? undefined : users.get(user);
          if (known)
            return `<p data-user="${asHtml(known.number)}">${asHtml(say('welcome', { ...known, mode: '', authorised: '' }))}</p>`;
          const options = [...users.keys()].map((number) => `<option value="${asHtml(number)}"></option>`).join('');
          return `<form method="post" action="/login"><p>${say('mode')}</p>
<label>${say('choose')} <input name="number" list="numbers" required></label><datalist id="numbers">${options}</datalist>
<button>${say('log-in')}</button></form><p>${say('not-listed')}</p>
<h2>${say('management')}</h2><form method="post" action="/users">
<label>${say('choose')} <input name="number" required></label><button>${say('create')}</button></form>`;
        }),

      'POST /login': (visit) => {
        const number = typedNumber(visit.form.get('number') ?? '');
        if (users.has(number)) return begin(visit, 'log-in');
        return show(visit, (say) => message(say('NO_SUCH_USER', { number }), 'NO_SUCH_USER', say), 404);
      },
      'POST /users': (visit) => begin(visit, 'create'),

      'GET /back': async (visit) => {
        const { session, query } = visit;
        const { begun } = session;
        delete session.begun;
        const broken = () => show(visit, (say) => message(say('SIGN_IN_BROKEN'), 'SIGN_IN_BROKEN', say), 400);
        if (!begun || query.get('state') !== begun.hall.state) return broken();
        const came = { code: query.get('code') ?? '', state: begun.hall.state };
        try {
          const { organisation: owner } = await hall.finish(begun.hall, came);
          const { number, intent } = begun;
          const user = users.get(number);
          const subject = intent === 'create' ? registered(number) : user;
          const refusal =
            intent === 'create' ? refusesCreation(number, subject, user, owner) : refusesLogin(user, owner);
          if (refusal) {
            const params = { number, name: subject?.name ?? '', owner: owner.name, code: owner.creditCode };
            return show(visit, (say) => message(say(refusal, params), refusal, say), 403);
          }
          if (intent === 'log-in') {
            session.user = number;
            return { to: '/' };
          }
          if (subject) users.set(number, { number, name: subject.name, mode: 'one-card', authorised: false });
          return show(visit, (say) => message(say('created', { number }), 'CREATED', say), 201);
        } catch (error) {
          if (!(error instanceof HallRefused)) return broken();
          return show(visit, (say) => message(error.texts[visit.language], error.code, say), 403);
        }
      },

      'GET /office': (visit) =>
        show(visit, (say) => {
          const waiting = [...users.values()].filter(({ authorised }) => !authorised);
          const forms = waiting.map(
            ({ number, name }) => `<form method="post" action="/office"><p>${asHtml(number)} ${asHtml(name)}</p>
<input type="hidden" name="number" value="${asHtml(number)}">
<label>${say('office-password')} <input type="password" name="password"></label><button>${say('authorise')}</button></form>`,
          );
          return `<h2>${say('office')}</h2>${forms.join('')}`;
        }),
      'POST /office': (visit) => {
        const number = visit.form.get('number') ?? '';
        const user = users.get(number);
        const isRight = same(visit.form.get('password') ?? '', officePassword);
        if (!user || !isRight) return show(visit, (say) => message(say('OFFICE_ONLY'), 'OFFICE_ONLY', say), 403);
        users.set(number, { ...user, authorised: true });
        return show(visit, (say) => message(say('authorised', { number }), 'AUTHORISED', say));
      },
    },
    { port, newSession: () => ({}) },
  );
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
