import type { MaterialFault, StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOffer } from '../../programmes.ts';
import { useOrderCommand } from '../use-order-command.ts';

/** Paper originals: confirmed only when they are in order, faults named per material (JX-41, JX-42). */
export function PapersPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const format = useFormat();
  const { staff } = useSession();
  const { papers } = order;
  if (papers.status === 'not-yet') return null;
  const open = order.stage === 'papers' && !order.void && (staff?.roles.includes('mail-room') ?? false);
  return (
    <Panel title={t('papers.title')} tone={open ? 'act' : 'plain'}>
      <Facts
        of={[
          [t('papers.status'), t(`papers.of.${papers.status}`)],
          [t('papers.tracking'), papers.trackingNumber && `${papers.carrier ?? ''} ${papers.trackingNumber}`],
          [t('papers.postedAt'), papers.postedAt && format.moment(papers.postedAt)],
          [t('papers.confirmedAt'), papers.confirmedAt && format.moment(papers.confirmedAt)],
        ]}
      />
      {papers.faults.length > 0 && (
        <Notice kind="problem" title={t('papers.faulty')}>
          <ul>
            {papers.faults.map((fault) => {
              const material = order.materials.find((one) => one.code === fault.material);
              return (
                <li key={fault.material}>
                  {material ? local(material.label) : fault.material}
                  {t('colon')}
                  {local(fault.label)} {fault.note}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
      {open && <PapersDesk order={order} />}
    </Panel>
  );
}

function PapersDesk({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const reasons = useOffer(order).programme?.paperReasons ?? [];
  const [found, setFound] = useState<Readonly<Record<string, string>>>({});
  const refusal = useRefusal(order.actions);
  // Said by the person each time: a list of choices that all begin with "in order" is confirmed without looking.
  const [compared, setCompared] = useState(false);
  const act = useOrderCommand(order, () => {
    setFound({});
    setCompared(false);
  });
  const faults = Object.entries(found).flatMap(([code, reason]): MaterialFault[] =>
    reason ? [{ item: { kind: 'material', code }, reason }] : [],
  );
  return (
    <div className="paper-check">
      <p>{t('papers.ask')}</p>
      {order.materials
        .filter((material) => material.paper)
        .map((material) => (
          <Field
            key={material.code}
            label={local(material.label)}
            // Every form bears a mark of its own (JX-06).
            hint={material.mark && t('papers.mark', { mark: material.mark })}
          >
            {(ids) => (
              <Select
                ids={ids}
                value={found[material.code] ?? ''}
                empty={t('papers.noFaultSeen')}
                options={reasons.map((reason) => ({ value: reason.code, label: local(reason.label) }))}
                onChange={(reason) => {
                  setFound({ ...found, [material.code]: reason });
                  setCompared(false);
                }}
              />
            )}
          </Field>
        ))}
      {faults.length === 0 && (
        <label className="check">
          <input type="checkbox" checked={compared} onChange={(event) => setCompared(event.target.checked)} />
          <span>{t('papers.compared')}</span>
        </label>
      )}
      <ProblemAlert problem={act.error} />
      <div className="buttons">
        <Act
          primary
          why={
            refusal('confirm-papers') ??
            (faults.length > 0 ? t('papers.notGood') : compared ? null : t('papers.compareFirst'))
          }
          loading={act.isPending}
          onClick={() => act.give({ type: 'confirm-papers' })}
        >
          {t('papers.confirm')}
        </Act>
        <Act
          danger
          why={refusal('report-paper-faults') ?? (faults.length === 0 ? t('papers.noFault') : null)}
          quietWhy={faults.length === 0}
          loading={act.isPending}
          onClick={() => act.give({ type: 'report-paper-faults', faults })}
        >
          {t('papers.report', { count: faults.length })}
        </Act>
      </div>
    </div>
  );
}
