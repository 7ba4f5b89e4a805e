import { addressOf } from '@yinxin/client';
import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Facts, Panel, PdfLink, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

/** Refund of a void, paid order: entered, approved or refused, paid out by somebody else (JX-35, JX-36). */
export function RefundPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const { refund } = order;
  const possible = order.void !== null && order.paymentState !== 'none' && order.paymentState !== 'awaiting';
  const refusal = useRefusal(order.actions);
  // An order that goes on can be given up where its programme says so (PA-46): the rules know.
  const givenUp = order.void === null && refusal('enter-refund') === null;
  if (refund.status === 'none' && !possible && !givenUp) return null;
  const params = { id: order.id };
  return (
    <Panel title={t('refund.title')} tone="act">
      <Facts
        of={[
          [t('refund.status'), t(`refund.of.${refund.status}`)],
          [t('refund.amount'), format.fen(order.payment.amountFen ?? 0)],
          [t('refund.requestedAt'), refund.requestedAt && format.moment(refund.requestedAt)],
          [t('refund.note'), refund.note],
          [t('refund.answer'), refund.answer],
          [
            t('refund.letter'),
            refund.hasLetter ? (
              <PdfLink key="letter" href={addressOf(endpoints.consoleApplications.refundLetter.path, { params })}>
                {t('refund.openLetter')}
              </PdfLink>
            ) : null,
          ],
        ]}
      />
      {givenUp && <p>{t('refund.goingOn')}</p>}
      <RefundDesk order={order} />
    </Panel>
  );
}

function RefundDesk({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const [text, setText] = useState('');
  const [medium, setMedium] = useState<'' | 'returned' | 'never-received'>('');
  const sent = order.void === null && order.delivery.dispatchedAt !== null;
  const refusal = useRefusal(order.actions);
  const act = useOrderCommand(order, () => setText(''));
  const said = text.trim();
  const { status } = order.refund;
  if (status === 'refunded') return null;
  const label = {
    none: 'refund.enterNote',
    faulty: 'refund.enterNote',
    refused: 'refund.enterNote',
    requested: 'refund.answerNote',
  } as const;
  const asks = status === 'none' || status === 'refused' || status === 'faulty';
  const why = (command: string, needed: boolean) =>
    refusal(command) ?? (needed && !said ? t('refund.noteNeeded') : null);
  return (
    <>
      <Field label={status === 'approved' ? t('refund.reference') : t(`${label[status]}`)}>
        {(ids) => <Input {...ids} maxLength={100} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {sent && asks && (
        <Field label={t('refund.medium')}>
          {(ids) => (
            <Select
              ids={ids}
              value={medium}
              empty={t('refund.mediumOf.none')}
              options={(['returned', 'never-received'] as const).map((value) => ({
                value,
                label: t(`refund.mediumOf.${value}`),
              }))}
              onChange={(value) => setMedium(value === 'returned' || value === 'never-received' ? value : '')}
            />
          )}
        </Field>
      )}
      <ProblemAlert problem={act.error} />
      <div className="buttons">
        {(asks || status === 'requested') && (
          <Act
            danger
            why={why('return-refund-letter', true)}
            loading={act.isPending}
            onClick={() => act.give({ type: 'return-refund-letter', note: said })}
          >
            {t('refund.faulty')}
          </Act>
        )}
        {asks && (
          <Act
            primary
            why={why('enter-refund', true) ?? (sent && medium === '' ? t('refund.mediumOf.none') : null)}
            loading={act.isPending}
            onClick={() => act.give({ type: 'enter-refund', note: said, ...(medium === '' ? {} : { medium }) })}
          >
            {t('refund.enter')}
          </Act>
        )}
        {status === 'requested' && (
          <>
            <Act
              primary
              why={why('approve-refund', false)}
              loading={act.isPending}
              onClick={() => act.give({ type: 'approve-refund' })}
            >
              {t('refund.approve')}
            </Act>
            <Act
              danger
              why={why('refuse-refund', true)}
              loading={act.isPending}
              onClick={() => act.give({ type: 'refuse-refund', note: said })}
            >
              {t('refund.refuse')}
            </Act>
          </>
        )}
        {status === 'approved' && (
          <Act
            primary
            why={why('pay-out-refund', true)}
            loading={act.isPending}
            onClick={() => act.give({ type: 'pay-out-refund', reference: said })}
          >
            {t('refund.payOut')}
          </Act>
        )}
      </div>
      <p className="small quiet">{t('refund.twoPersons')}</p>
    </>
  );
}
