import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act, useRefusal } from '../parts/act.tsx';
import { Urgency } from '../parts/urgency.tsx';
import { useOffer } from '../programmes.ts';
import { useOrderCommand } from './use-order-command.ts';

/** Number, organisation, state, clock, and who holds it; a void order says so first. */
export function OrderHead({
  order,
  inside,
}: {
  readonly order: StaffApplicationView;
  /** On the page of a desk, which has a title of its own. */
  readonly inside?: boolean;
}) {
  const { t } = useTranslation(['console-order', 'console']);
  const local = useLocal();
  const format = useFormat();
  return (
    <>
      {inside ? <h2>{order.organisation.name}</h2> : <Title order={order} />}
      <div className="order-states">
        <span className="state">{local(order.state.label)}</span>
        <span className="state state-quiet">
          {t('payment.state')}
          {t('colon')}
          {t(`console:payment.${order.paymentState}`)}
        </span>
        <Urgency clock={order.waiting.clock} />
        {order.submittedAt && (
          <span className="small quiet">{t('head.submitted', { at: format.moment(order.submittedAt) })}</span>
        )}
      </div>
      {order.void ? (
        <Notice kind="problem" title={t('void.title', { at: format.moment(order.void.at) })}>
          <p>
            {local(order.void.label)}
            {order.void.note && <> · {order.void.note}</>}
          </p>
          <p>{local(order.void.whatToDo)}</p>
        </Notice>
      ) : (
        // What comes next is worded for the applicant; staff read only where the order stands.
        <Notice kind="info" title={local(order.waiting.text)} />
      )}
      {order.stage === 'review' && !order.void && <Lock order={order} />}
    </>
  );
}

function Title({ order }: { readonly order: StaffApplicationView }) {
  const local = useLocal();
  const { project } = useOffer(order);
  return (
    <PageTitle
      title={order.number}
      above={
        <p className="order-above">
          <span className="code">{order.number}</span> · {project ? local(project.name) : order.project}
        </p>
      }
      lead={<span className="code">{order.organisation.creditCode}</span>}
    >
      {order.organisation.name}
    </PageTitle>
  );
}

function Lock({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const { staff } = useSession();
  const refusal = useRefusal(order.actions);
  const act = useOrderCommand(order);
  const { heldBy } = order;
  const mine = heldBy !== null && heldBy.id === staff?.id;
  const text = heldBy
    ? t(mine ? 'lock.mine' : 'lock.other', { name: heldBy.name, until: format.time(heldBy.until) })
    : t('lock.free');
  return (
    <div className="lock">
      <span>{text}</span>
      {mine ? (
        <Act small why={refusal('release')} loading={act.isPending} onClick={() => act.give({ type: 'release' })}>
          {t('lock.release')}
        </Act>
      ) : (
        <Act small primary why={refusal('take')} loading={act.isPending} onClick={() => act.give({ type: 'take' })}>
          {t('lock.take')}
        </Act>
      )}
      <ProblemAlert problem={act.error} />
    </div>
  );
}
