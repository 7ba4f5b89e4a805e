import { InvoiceData, type StaffApplicationView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOffer } from '../../programmes.ts';
import { useOrderCommand } from '../use-order-command.ts';

const TEXTS = ['title', 'taxNumber', 'email', 'mobile', 'addressAndPhone', 'bankAndAccount'] as const;
type Typed = Readonly<Record<(typeof TEXTS)[number] | 'kind', string>>;

/** Enters the invoice data that a caller gives (JX-38). */
export function InvoiceDataForm({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const kinds = useOffer(order).programme?.invoiceKinds ?? ['e-invoice-general'];
  const { data } = order.invoice;
  const [typed, setTyped] = useState<Typed>({
    kind: data?.kind ?? 'e-invoice-general',
    title: data?.title ?? order.organisation.name,
    taxNumber: data?.taxNumber ?? order.organisation.creditCode,
    email: data?.email ?? '',
    mobile: data?.mobile ?? '',
    addressAndPhone: data?.addressAndPhone ?? '',
    bankAndAccount: data?.bankAndAccount ?? '',
  });
  const act = useOrderCommand(order);
  const given = InvoiceData.safeParse(
    Object.fromEntries(Object.entries(typed).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []))),
  );
  const why = useRefusal(order.actions)('enter-invoice') ?? (given.success ? null : t('invoice.incomplete'));
  return (
    <details className="inner">
      <summary>{data ? t('invoice.change') : t('invoice.enter')}</summary>
      <Field label={t('invoice.kind')}>
        {(ids) => (
          <Select
            ids={ids}
            value={typed.kind}
            options={kinds.map((value) => ({ value, label: t(`invoice.kinds.${value}`) }))}
            onChange={(kind) => setTyped({ ...typed, kind })}
          />
        )}
      </Field>
      {TEXTS.map((name) => (
        <Field key={name} label={t(`invoice.field.${name}`)} optional={name !== 'title' && name !== 'taxNumber'}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              value={typed[name]}
              onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <ProblemAlert problem={act.error} />
      <Act
        why={why}
        loading={act.isPending}
        onClick={() => given.success && act.give({ type: 'enter-invoice', invoice: given.data })}
      >
        {t('invoice.save')}
      </Act>
    </details>
  );
}
