import { MOST_RENEWALS, type RenewalCandidate, renewalGroup } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { renewableFrom } from '../../holdings/index.ts';
import { type Database, registerEndpoint, transaction } from '../../platform/index.ts';
import { adviceOf } from '../campaign/store.ts';
import { broughtForward, suggestedWindow } from '../suggest.ts';
import { renewalTerms } from '../terms.ts';
import { type BatchTools, batchView, beginBatch, personName } from './batch.ts';
import { judge } from './judge.ts';
import { checkSheet, type Listed, writeSheet } from './sheet.ts';
import { pairsOf } from './store.ts';

/** A certificate in the list, with what programmes and clock say of it. */
interface Candidate extends Listed {
  readonly programme: string;
  readonly project: string;
  readonly suggested: { readonly start: Date; readonly end: Date } | null;
}

/** Renewing many at once: the list, its check, the job and its progress. */
export function groupRoutes(app: FastifyInstance, tools: BatchTools): void {
  const { clock, ports } = tools;

  const candidates = async (db: Database, organisationId: string): Promise<readonly Candidate[]> => {
    const now = clock.now();
    const programmes = new Map((await ports.programmes(db)).map((one) => [one.code, one]));
    const pairs = await pairsOf(db, organisationId, MOST_RENEWALS);
    const advice = await adviceOf(db);
    const own = await personName(ports, db, pairs);
    return pairs.flatMap((pair): Candidate[] => {
      const programme = programmes.get(pair.programme);
      const project = programme?.projects.find(({ code }) => code === pair.project);
      if (!programme || !project) return [];
      const terms = renewalTerms(programme, pair.project);
      const { not_before: notBefore, not_after: notAfter, status, running } = pair;
      const { code, text } = judge({ status, notAfter, running, isReplaced: false }, terms, now);
      const opens = terms && renewableFrom(notAfter, terms.opensDaysBefore);
      const worth = code === 'open' || code === 'too-early';
      return [
        {
          holding: pair.id,
          serial: pair.sign_serial,
          holder: { name: pair.organisation_name || own, creditCode: pair.credit_code },
          programme: pair.programme,
          project: pair.project,
          projectName: project.name,
          mediumSerial: pair.medium_serial,
          notAfter,
          judgement: code,
          text,
          suggested: worth
            ? fromNow(
                broughtForward(
                  suggestedWindow(pair.sign_serial, { notBefore, notAfter, opens }),
                  advice.get(shanghaiDay(notAfter)) ?? null,
                  opens ?? notBefore,
                ),
                now,
              )
            : null,
        },
      ];
    });
  };

  registerEndpoint(app, renewalGroup.candidates, async ({ db, query, session }) => {
    const all = await candidates(db, session.subject);
    const open = all.filter(({ judgement }) => judgement === 'open');
    const wanted = query.open ? open : all;
    const { page, size } = query;
    const items = wanted.slice((page - 1) * size, page * size).map(candidateView);
    return { items, total: wanted.length, page, size, open: open.length };
  });
  registerEndpoint(app, renewalGroup.sheet, async ({ db, query, session }) => {
    const text = writeSheet(await candidates(db, session.subject), query.language);
    const name = `${query.language === 'zh' ? '续期清单' : 'renewals'}-${shanghaiDay(clock.now())}.csv`;
    return { bytes: new TextEncoder().encode(text), type: 'text/csv', name };
  });
  registerEndpoint(app, renewalGroup.check, async ({ db, body, session }) => {
    const listed = new Map((await candidates(db, session.subject)).map((one) => [one.serial, one]));
    const rows = [...checkSheet(body.sheet, listed)];
    const count = (result: string) => rows.filter((one) => one.result === result).length;
    return { rows, renew: count('renew'), left: count('left'), wrong: count('wrong') };
  });
  registerEndpoint(app, renewalGroup.open, async ({ db, body, session, status }) => {
    const id = await transaction(db, (tx) => beginBatch(tools, tx, session.subject, body.holdings));
    status(202);
    return await batchView({ db, ports }, id, session.subject);
  });
  registerEndpoint(app, renewalGroup.batch, ({ db, params, session }) =>
    batchView({ db, ports }, params.id, session.subject),
  );
}

/** What is left of a window: a day that is past is suggested to nobody. */
function fromNow({ start, end }: { readonly start: Date; readonly end: Date }, now: Date) {
  const left = start < now ? now : start;
  return { start: left, end: end < left ? left : end };
}

function candidateView(one: Candidate): z.input<typeof RenewalCandidate> {
  const { suggested, notAfter, ...rest } = one;
  return {
    ...rest,
    notAfter: notAfter.toISOString(),
    suggested: suggested && { start: suggested.start.toISOString(), end: suggested.end.toISOString() },
  };
}
