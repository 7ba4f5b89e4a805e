import { endpoints, LABEL_PAPERS } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../../shared/api/index.ts';
import { RadioGroup } from '../../../shared/form/index.ts';
import { EmptyState, Notice, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { saveFile } from '../../../shared/save-file.ts';
import { Act } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';

/** Orders that wait to be posted, chosen together: their labels come in one PDF. */
export function PrintLabels() {
  const { t } = useTranslation('console-production');
  const every = { refetchInterval: 30_000 };
  const { queue } = endpoints.consoleApplications;
  const made = useCall(queue, { params: { queue: 'delivery' }, query: { size: 100 } }, every);
  const blank = useCall(queue, { params: { queue: 'provision' }, query: { size: 100 } }, every);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [paper, setPaper] = useState<(typeof LABEL_PAPERS)[number]>('100x150');
  const print = useCommand(endpoints.parcels.labels, {
    onSuccess: (file) => saveFile('courier-labels.pdf', file),
  });
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <Panel title={t('labels.title')}>
      <Answered query={made}>
        {(answer) => {
          const items = [...answer.items, ...(blank.data?.items ?? [])];
          if (items.length === 0) return <EmptyState title={t('labels.none')} />;
          const chosen = items.filter(({ id }) => !left.has(id)).map(({ id }) => id);
          return (
            <>
              <ul className="checks">
                {items.map((row) => (
                  <li key={row.id}>
                    <label className="check-line">
                      <input type="checkbox" checked={!left.has(row.id)} onChange={() => toggle(row.id)} />{' '}
                      <span className="code">{row.number}</span> {row.applicantName}
                    </label>
                  </li>
                ))}
              </ul>
              <RadioGroup
                legend={t('labels.paper')}
                name="label-paper"
                value={paper}
                options={LABEL_PAPERS.map((value) => ({ value, label: t(`labels.papers.${value}`) }))}
                onChange={setPaper}
              />
              <ProblemAlert problem={print.error} />
              {print.isSuccess && <Notice kind="good" title={t('labels.printed')} live="polite" />}
              <Act
                primary
                why={chosen.length > 0 ? null : t('labels.choose')}
                loading={print.isPending}
                onClick={() => print.mutate({ body: { orders: chosen, paper } })}
              >
                {t('labels.print', { count: chosen.length })}
              </Act>
            </>
          );
        }}
      </Answered>
    </Panel>
  );
}
