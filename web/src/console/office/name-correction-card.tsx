import { addressOf } from '@yinxin/client';
import { endpoints, type NameCorrectionView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, Panel, PdfLink } from '../../shared/parts/index.ts';
import { Go } from '../parts/place.tsx';
import { Urgency } from '../parts/urgency.tsx';
import { DecisionForm, useWhyNotDecide } from './decision-form.tsx';
import { nameDifference, type Stretch } from './name-difference.ts';

/** One correction: the two names against each other, the proof, and the orders that approval makes void (JX-09). */
export function NameCorrectionCard({ request }: { readonly request: z.infer<typeof NameCorrectionView> }) {
  const { t } = useTranslation('console-office');
  const local = useLocal();
  const format = useFormat();
  const why = useWhyNotDecide(request.enteredByName);
  const { nameCorrections, decideNameCorrection, nameCorrectionProof } = endpoints.consoleRequests;
  const decide = useCommand(decideNameCorrection, { refresh: [nameCorrections, endpoints.consoleApplications.queues] });
  const [registered, right] = nameDifference(request.registeredName, request.rightName);
  const params = { id: request.id };
  return (
    <Panel
      title={<span className="code">{request.number}</span>}
      aside={request.status === 'open' ? <Urgency clock={request.clock} /> : t(`status.${request.status}`)}
    >
      <dl className="compare">
        <div>
          <dt>{t('name.registered')}</dt>
          <dd>
            <Marked of={registered} />
          </dd>
        </div>
        <div>
          <dt>{t('name.right')}</dt>
          <dd>
            <Marked of={right} />
          </dd>
        </div>
      </dl>
      <Facts
        of={[
          [
            t('creditCode'),
            <span key="code" className="code">
              {request.creditCode}
            </span>,
          ],
          [t('note'), request.note],
          [t('enteredBy'), request.enteredByName ?? t('byApplicant')],
          [t('createdAt'), format.moment(request.createdAt)],
          [
            t('name.proof'),
            request.hasProof ? (
              <PdfLink key="proof" href={addressOf(nameCorrectionProof.path, { params })}>
                {t('name.openProof')}
              </PdfLink>
            ) : (
              t('name.noProof')
            ),
          ],
          [t('answer'), request.answer],
          [t('decidedAt'), request.decidedAt && format.moment(request.decidedAt)],
        ]}
      />
      {request.affected.length > 0 && (
        <Notice kind="wait" title={t('name.affected', { count: request.affected.length })}>
          <ul>
            {request.affected.map((order) => (
              <li key={order.id}>
                <Go to={`/orders/${order.id}`} className="code">
                  {order.number}
                </Go>{' '}
                {local(order.state)} {order.paid && <b>{t('name.paid')}</b>}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {request.status === 'open' && (
        <DecisionForm
          why={why}
          consequence={t('name.consequence', { name: request.rightName, count: request.affected.length })}
          pending={decide.isPending}
          problem={decide.error}
          onDecide={(decision, answer) => decide.mutate({ params, body: { decision, answer } })}
        />
      )}
    </Panel>
  );
}

function Marked({ of }: { readonly of: readonly Stretch[] }) {
  return of.map((stretch, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a name have a fixed order
    stretch.differs ? <mark key={at}>{stretch.text}</mark> : <span key={at}>{stretch.text}</span>,
  );
}
