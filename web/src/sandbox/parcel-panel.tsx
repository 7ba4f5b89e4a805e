import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../shared/api/index.ts';
import { Field } from '../shared/form/index.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../shared/parts/index.ts';
import { useSession } from '../shared/session/index.tsx';

export function ParcelPanel() {
  const { t } = useTranslation('sandbox');
  const { assistantUrl } = useSession();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const parcel = useCall(endpoints.sandbox.parcel, { params: { trackingNumber: asked } }, { enabled: asked !== '' });
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(typed.trim().toUpperCase());
  }
  return (
    <Panel title={t('parcel.title')}>
      <p>{t('parcel.text')}</p>
      <form noValidate onSubmit={submit}>
        <Field label={t('parcel.number')}>
          {(ids) => <Input {...ids} maxLength={40} value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
        <Button htmlType="submit" disabled={typed.trim() === ''}>
          {t('parcel.open')}
        </Button>
      </form>
      <ProblemAlert problem={parcel.error} />
      {parcel.data && (
        <Notice kind="good" title={t('parcel.inside')} live="polite">
          {[parcel.data, ...parcel.data.others].map(({ mediumSerial, passwordCard, initialPin }) => (
            <Facts
              key={mediumSerial}
              of={[
                [
                  t('parcel.medium'),
                  <span key="m" className="code">
                    {mediumSerial}
                  </span>,
                ],
                passwordCard && [
                  t('parcel.card'),
                  <span key="c" className="code">
                    {passwordCard}
                  </span>,
                ],
                initialPin && [
                  t('parcel.pin'),
                  <span key="p" className="code">
                    {initialPin}
                  </span>,
                ],
              ]}
            />
          ))}
          {assistantUrl && <a href={assistantUrl}>{t('parcel.assistant')}</a>}
        </Notice>
      )}
    </Panel>
  );
}
