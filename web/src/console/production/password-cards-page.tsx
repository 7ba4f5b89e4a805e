import { endpoints, Id } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Grid } from '../parts/grid.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { PrintBatch, type PrintedBatch, PrintedLetters } from './print-batch.tsx';
import { ReplaceCards } from './replace-cards.tsx';

const STATES = ['fresh', 'printed', 'assigned', 'destroyed'] as const;

/** Password cards (密码卡): made in batches, printed once, one for each medium. */
export function PasswordCardsPage() {
  const { t } = useTranslation('console-desks');
  const { staff } = useSession();
  const address = useAddress();
  const page = usePageNumber();
  const state = oneOf(STATES, address.get('state'));
  const cards = useCall(endpoints.production.passwordCards, { query: { page, state } }, { keepFormer: true });
  const mayMake = staff?.roles.includes('production') ?? false;
  const [printed, setPrinted] = useState<readonly PrintedBatch[]>([]);
  const onPrinted = (one: PrintedBatch) => setPrinted((former) => [one, ...former]);
  const order = Id.safeParse(address.get('order')).data;
  return (
    <>
      <PageTitle title={t('cards.title')} lead={t('cards.lead')}>
        {t('cards.title')}
      </PageTitle>
      {order !== undefined && (
        <p>
          <Go to={`/production/${order}`}>{t('cards.backToOrder')}</Go>
        </p>
      )}
      {mayMake && <MakeCards printed={printed} onPrinted={onPrinted} />}
      {printed.map((one) => (
        <PrintedLetters key={one.batch} {...one} />
      ))}
      <div className="tools">
        <ChoiceFilter
          name="state"
          label={t('cards.state')}
          all={t('all')}
          options={STATES.map((value) => ({ value, label: t(`cards.of.${value}`) }))}
        />
      </div>
      <Answered query={cards}>
        {(answer) => (
          <>
            {mayMake && (
              <ul className="log">
                {[...new Set(answer.items.filter((one) => one.state === 'fresh').map((one) => one.batch))].map(
                  (batch) => (
                    <li key={batch}>
                      <PrintBatch batch={batch} onPrinted={onPrinted} />
                    </li>
                  ),
                )}
              </ul>
            )}
            <Grid
              caption={t('cards.title')}
              rows={answer.items}
              keyOf={(row) => row.number}
              empty={t('cards.empty')}
              columns={[
                { key: 'number', label: t('cards.number'), of: (row) => <span className="code">{row.number}</span> },
                { key: 'batch', label: t('cards.batch'), of: (row) => <span className="code">{row.batch}</span> },
                { key: 'state', label: t('cards.state'), of: (row) => t(`cards.of.${row.state}`) },
                { key: 'medium', label: t('cards.medium'), of: (row) => row.mediumSerial ?? t('none') },
              ]}
            />
            {mayMake && <ReplaceCards printed={printed} onPrinted={onPrinted} />}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}

function MakeCards({
  printed,
  onPrinted,
}: {
  readonly printed: readonly PrintedBatch[];
  readonly onPrinted: (printed: PrintedBatch) => void;
}) {
  const { t } = useTranslation('console-desks');
  const [count, setCount] = useState('10');
  const make = useCommand(endpoints.production.makePasswordCards, { refresh: [endpoints.production.passwordCards] });
  const number = Number(count);
  const valid = Number.isInteger(number) && number >= 1 && number <= 200;
  return (
    <Panel title={t('cards.make')}>
      <Field label={t('cards.count')} hint={t('cards.countHint')}>
        {(ids) => (
          <Input {...ids} inputMode="numeric" maxLength={3} value={count} onChange={(e) => setCount(e.target.value)} />
        )}
      </Field>
      {make.data && (
        <Notice
          kind="good"
          title={t('cards.made', { batch: make.data.batch, count: make.data.numbers.length })}
          live="polite"
        >
          {printed.every((one) => one.batch !== make.data.batch) && (
            <PrintBatch batch={make.data.batch} onPrinted={onPrinted} />
          )}
        </Notice>
      )}
      <ProblemAlert problem={make.error} />
      <Act
        primary
        why={valid ? null : t('cards.countHint')}
        loading={make.isPending}
        onClick={() => make.mutate({ body: { count: number } })}
      >
        {t('cards.makeGo')}
      </Act>
    </Panel>
  );
}
