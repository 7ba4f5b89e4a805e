import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../shared/api/index.ts';
import { Field } from '../shared/form/index.ts';
import { useFormat } from '../shared/format.ts';
import { EmptyState, Panel, ProblemAlert } from '../shared/parts/index.ts';

export function PhonesPanel() {
  const { t } = useTranslation('sandbox');
  const format = useFormat();
  const [to, setTo] = useState('');
  const messages = useCall(
    endpoints.sandbox.messages,
    { query: to.trim() ? { to: to.trim() } : {} },
    { refetchInterval: 3_000, keepFormer: true },
  );
  const newest = [...(messages.data?.items ?? [])].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 12);
  return (
    <Panel title={t('phones.title')}>
      <Field label={t('phones.filter')} optional>
        {(ids) => <Input {...ids} inputMode="tel" value={to} onChange={(event) => setTo(event.target.value)} />}
      </Field>
      <ProblemAlert problem={messages.error} />
      {newest.length === 0 && <EmptyState title={t('phones.empty')} />}
      <ul className="phone-list">
        {newest.map((one) => (
          <li key={one.id}>
            <p className="small quiet">
              {t(`phones.${one.channel}`)} <span className="code">{one.to}</span> · {format.moment(one.at)}
            </p>
            <p className="phone-bubble">{one.text}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
