import { ApiProblem } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { saveFile } from '../../shared/save-file.ts';
import { Act } from '../parts/act.tsx';
import type { Batch, BatchItem } from './batch-steps.ts';

/** Prints the label of a made medium, then says that it is on; an order that is collected has none. */
export function LabelStep({ batch, item }: { readonly batch: Batch; readonly item: BatchItem }) {
  const { t } = useTranslation('console-production');
  const [printed, setPrinted] = useState(false);
  const print = useCommand(endpoints.parcels.labels, {
    onSuccess: (file) => {
      saveFile(`${item.number}.pdf`, file);
      setPrinted(true);
    },
  });
  const done = useCommand(endpoints.productionBatches.label, { refresh: [endpoints.productionBatches.read] });
  const collected = print.error instanceof ApiProblem && print.error.problem.code === 'PARCEL_NO_RECIPIENT';
  const ready = printed || collected;
  const place = useRef<HTMLDivElement>(null);
  // The next press of Enter says that the label is on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the button changes
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('.ant-btn-primary')?.focus();
  }, [ready]);
  const finish = () => done.mutate({ params: { id: batch.id, application: item.applicationId } });
  return (
    <div ref={place}>
      {collected ? (
        <Notice kind="info" title={t('desk.collected')} live="polite" />
      ) : (
        <ProblemAlert problem={print.error ?? done.error} />
      )}
      {ready ? (
        <Act key="on" primary why={null} loading={done.isPending} onClick={finish}>
          {t('desk.labelled')}
        </Act>
      ) : (
        <Act
          key="print"
          primary
          why={null}
          loading={print.isPending}
          onClick={() => print.mutate({ body: { orders: [item.applicationId] } })}
        >
          {t('desk.print')}
        </Act>
      )}
    </div>
  );
}
