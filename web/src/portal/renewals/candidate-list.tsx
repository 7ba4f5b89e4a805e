import type { RenewalCandidate } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';

type Candidate = z.infer<typeof RenewalCandidate>;

/** Certificates with a box where they can be renewed now, and in words why not elsewhere. */
export function CandidateList({
  items,
  chosen,
  onChoose,
}: {
  readonly items: readonly Candidate[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const { t } = useTranslation('renewal');
  const local = useLocal();
  const format = useFormat();
  const open = items.filter(({ judgement }) => judgement === 'open').map(({ holding }) => holding);
  const all = open.length > 0 && open.every((one) => chosen.has(one));
  const put = (holdings: readonly string[], isIn: boolean) =>
    onChoose(new Set(isIn ? [...chosen, ...holdings] : [...chosen].filter((one) => !holdings.includes(one))));
  return (
    <>
      {open.length > 1 && (
        <label className="check">
          <input type="checkbox" checked={all} onChange={(event) => put(open, event.target.checked)} />
          <span>{t('choose.all', { count: open.length })}</span>
        </label>
      )}
      <ul className="cards">
        {items.map((one) => (
          <li key={one.holding}>
            <label className="check">
              <input
                type="checkbox"
                disabled={one.judgement !== 'open'}
                checked={chosen.has(one.holding)}
                onChange={(event) => put([one.holding], event.target.checked)}
              />
              <span>
                <b>{one.holder.name}</b>
                {t('common:colon')}
                {local(one.projectName)}
                <span className="radio-hint">
                  {t('choose.until', { day: format.day(one.notAfter), medium: one.mediumSerial ?? '—' })}
                </span>
                <span className="radio-hint">
                  {local(one.text)}
                  {one.suggested &&
                    (one.suggested.end === one.suggested.start
                      ? t('choose.soon')
                      : t('choose.suggested', {
                          from: format.shortDay(one.suggested.start),
                          to: format.shortDay(one.suggested.end),
                        }))}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
