import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, usePageNumber } from '../parts/place.tsx';
import { serialsIn } from './serials.ts';
import { SerialsField } from './serials-field.tsx';

const { takes, startTake, closeTake, overview } = endpoints.mediaStock;
type Take = Answer<typeof takes>['items'][number];

/** Counts of what lies at a place (盘点): every difference is explained before a count ends. */
export function StockTakesPage() {
  const { t } = useTranslation('console-production');
  const { staff } = useSession();
  const page = usePageNumber();
  const counts = useCall(takes, { query: { page, size: 10 } }, { keepFormer: true });
  const keeps = staff?.roles.some((role) => role === 'production' || role === 'administrator') ?? false;
  return (
    <>
      <PageTitle title={t('take.title')} lead={t('take.lead')} above={<Go to="/media">{t('medium.back')}</Go>}>
        {t('take.title')}
      </PageTitle>
      {keeps && <Count />}
      <Answered query={counts}>
        {(answer) => (
          <>
            {answer.items.map((take) => (
              <TakePanel key={take.id} take={take} keeps={keeps} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}

function Count() {
  const { t } = useTranslation('console-production');
  const [place, setPlace] = useState(t('stock.mainPlace'));
  const [typed, setTyped] = useState('');
  const start = useCommand(startTake, { refresh: [takes], onSuccess: () => setTyped('') });
  return (
    <Panel title={t('take.start')} tone="act">
      <Field label={t('stock.place')}>
        {(ids) => <Input {...ids} maxLength={40} value={place} onChange={(event) => setPlace(event.target.value)} />}
      </Field>
      <SerialsField value={typed} onChange={setTyped} label={t('take.counted')} />
      <ProblemAlert problem={start.error} />
      <Act
        primary
        why={place.trim() === '' ? t('stock.namePlace') : null}
        loading={start.isPending}
        onClick={() => start.mutate({ body: { place: place.trim(), serials: [...serialsIn(typed)] } })}
      >
        {t('take.compare')}
      </Act>
    </Panel>
  );
}

function TakePanel({ take, keeps }: { readonly take: Take; readonly keeps: boolean }) {
  const { t } = useTranslation('console-production');
  const format = useFormat();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());
  const close = useCommand(closeTake, { refresh: [takes, overview, endpoints.production.media] });
  const open = take.status === 'open' && keeps;
  const left = take.differences.filter(({ serial }) => (texts[serial] ?? '').trim().length < 2).length;
  const explanations = take.differences.map(({ serial }) => ({
    serial,
    text: (texts[serial] ?? '').trim(),
    lost: lost.has(serial),
  }));
  return (
    <Panel title={`${take.number} · ${take.place}`}>
      <Facts
        of={[
          [t('take.at'), `${format.moment(take.at)} ${take.by}`],
          [t('take.sums'), t('take.sum', { expected: take.expected, counted: take.counted })],
          [t('take.closedBy'), take.closedBy],
        ]}
      />
      {take.differences.length === 0 && <Notice kind="good" title={t('take.agrees')} />}
      <ul className="provided">
        {take.differences.map(({ serial, kind, explanation, lost: written }) => (
          <li key={serial}>
            <span className="code">{serial}</span> {t(`take.kinds.${kind}`)}
            {open ? (
              <>
                <Field label={t('take.explain', { serial })}>
                  {(ids) => (
                    <Input
                      {...ids}
                      maxLength={200}
                      value={texts[serial] ?? ''}
                      onChange={(event) => setTexts({ ...texts, [serial]: event.target.value })}
                    />
                  )}
                </Field>
                {kind === 'missing' && (
                  <label>
                    <input
                      type="checkbox"
                      checked={lost.has(serial)}
                      onChange={() => {
                        const next = new Set(lost);
                        if (!next.delete(serial)) next.add(serial);
                        setLost(next);
                      }}
                    />{' '}
                    {t('take.lost')}
                  </label>
                )}
              </>
            ) : (
              <span className="block small">
                {explanation} {written && t('take.writtenOff')}
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <>
          <ProblemAlert problem={close.error} />
          <Act
            primary
            why={left === 0 ? null : t('take.unexplained', { count: left })}
            loading={close.isPending}
            onClick={() => close.mutate({ params: { id: take.id }, body: { explanations } })}
          >
            {t('take.close')}
          </Act>
        </>
      )}
    </Panel>
  );
}
