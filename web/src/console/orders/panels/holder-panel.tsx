import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../../shared/api/index.ts';
import { NoteField } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Facts, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Act } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';

const { read, reset, renewUpdateCodes } = endpoints.consoleSelfService;
type Desk = NonNullable<ReturnType<typeof useCall<typeof read>>['data']>;
const STEPS = ['install', 'activation', 'unlock'] as const;

/** What the holder does with the own medium, and the help that staff can give: codes are shown to nobody. */
export function HolderPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const kinds = order.stages.map((stage) => stage.kind);
  const concerned = STEPS.some((step) => kinds.includes(step));
  const early = order.stage === 'fill' || order.stage === 'review' || order.stage === 'payment';
  const desk = useCall(read, { params: { id: order.id } }, { enabled: concerned && !early });
  if (!concerned || early) return null;
  return (
    <Panel title={t('holder.title')}>
      <Answered query={desk}>{(found) => <HolderDesk order={order} desk={found} />}</Answered>
    </Panel>
  );
}

function HolderDesk({ order, desk }: { readonly order: StaffApplicationView; readonly desk: Desk }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const { staff } = useSession();
  const kinds = order.stages.map((stage) => stage.kind);
  const helps = staff?.roles.some((role) => role === 'customer-service' || role === 'back-office') ?? false;
  const locked = STEPS.filter((step) => desk.steps[step].locked);
  const updates = desk.codes.some((code) => code.purpose === 'update' && code.voidedAt === null);
  return (
    <>
      <Facts
        of={[
          ...STEPS.filter((step) => kinds.includes(step)).map(
            (step) =>
              [
                t(`holder.step.${step}`),
                desk.steps[step].locked
                  ? t('holder.locked')
                  : t('holder.triesLeft', { count: desk.steps[step].triesLeft }),
              ] as const,
          ),
          [t('holder.activatedAt'), order.activation.at && format.moment(order.activation.at)],
          [t('holder.boundTo'), order.binding?.account ?? null],
          [t('holder.unlockedAt'), order.unlock.at && format.moment(order.unlock.at)],
          [t('holder.sealAt'), order.seal.installedAt && format.moment(order.seal.installedAt)],
        ]}
      />
      {helps && !order.void && (locked.length > 0 || updates) && (
        <Help order={order} locked={locked} updates={updates && order.stage === 'install'} />
      )}
    </>
  );
}

function Help({
  order,
  locked,
  updates,
}: {
  readonly order: StaffApplicationView;
  readonly locked: readonly (typeof STEPS)[number][];
  readonly updates: boolean;
}) {
  const { t } = useTranslation('console-order');
  const [reason, setReason] = useState('');
  const done = { refresh: [read], onSuccess: () => setReason('') };
  const open = useCommand(reset, done);
  const codes = useCommand(renewUpdateCodes, done);
  const said = reason.trim();
  const why = said.length < 2 ? t('holder.reasonNeeded') : null;
  const params = { id: order.id };
  return (
    <>
      <NoteField label={t('holder.reason')} value={reason} onChange={setReason} />
      <ProblemAlert problem={open.error ?? codes.error} />
      <div className="buttons">
        {locked.map((step) => (
          <Act
            key={step}
            why={why}
            loading={open.isPending}
            onClick={() => open.mutate({ params, body: { step, reason: said } })}
          >
            {t('holder.open', { step: t(`holder.step.${step}`) })}
          </Act>
        ))}
        {updates && (
          <Act why={why} loading={codes.isPending} onClick={() => codes.mutate({ params, body: { reason: said } })}>
            {t('holder.newCodes')}
          </Act>
        )}
      </div>
    </>
  );
}
