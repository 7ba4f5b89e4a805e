import type { StaffApplicationView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

const NUMBER = /^\d{8,20}$/;

/** What still happens to an invoice that was issued: posted by itself, or reversed before a refund (IT-20, PA-50). */
export function InvoiceAfterwards({ order }: { readonly order: StaffApplicationView }) {
  const refusal = useRefusal(order.actions);
  return (
    <>
      {refusal('post-invoice') === null && <Posting order={order} />}
      {refusal('reverse-invoice') === null && <Reversal order={order} />}
    </>
  );
}

function Posting({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const act = useOrderCommand(order, () => setTrackingNumber(''));
  const parcel = { carrier: carrier.trim(), trackingNumber: trackingNumber.trim() };
  return (
    <div className="inner">
      <h3>{t('invoice.post')}</h3>
      <Field label={t('invoice.carrier')}>
        {(ids) => (
          <Input {...ids} maxLength={40} value={carrier} onChange={(event) => setCarrier(event.target.value)} />
        )}
      </Field>
      <Field label={t('invoice.tracking')}>
        {(ids) => (
          <Input
            {...ids}
            className="code"
            maxLength={40}
            value={trackingNumber}
            onChange={(event) => setTrackingNumber(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={act.error} />
      <div className="buttons">
        <Act
          primary
          why={parcel.carrier && parcel.trackingNumber ? null : t('refund.noteNeeded')}
          loading={act.isPending}
          onClick={() => act.give({ type: 'post-invoice', ...parcel })}
        >
          {t('invoice.postGo')}
        </Act>
      </div>
    </div>
  );
}

function Reversal({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const [number, setNumber] = useState('');
  const act = useOrderCommand(order, () => setNumber(''));
  return (
    <div className="inner">
      <h3>{t('invoice.reverse')}</h3>
      <Field label={t('invoice.reversalNumber')} hint={t('invoice.reversalHint')}>
        {(ids) => (
          <Input
            {...ids}
            className="code"
            inputMode="numeric"
            maxLength={20}
            value={number}
            onChange={(event) => setNumber(event.target.value.trim())}
          />
        )}
      </Field>
      <ProblemAlert problem={act.error} />
      <div className="buttons">
        <Act
          primary
          why={NUMBER.test(number) ? null : t('invoice.reversalHint')}
          loading={act.isPending}
          onClick={() => act.give({ type: 'reverse-invoice', number })}
        >
          {t('invoice.reverseGo')}
        </Act>
      </div>
    </div>
  );
}
