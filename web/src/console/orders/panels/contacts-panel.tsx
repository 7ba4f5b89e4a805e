import type { StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, NoteField, Select } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { oneOf } from '../../parts/place.tsx';
import { useOrderCommand } from '../use-order-command.ts';

const CHANNELS = ['phone', 'sms', 'other'] as const;

/** Attempts to reach the handler (JX-33). */
export function ContactsPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('phone');
  const [reached, setReached] = useState(true);
  const [note, setNote] = useState('');
  const why = useRefusal(order.actions)('log-contact');
  const act = useOrderCommand(order, () => setNote(''));
  return (
    <Panel title={t('contact.title')}>
      {order.contacts.length === 0 && <p className="quiet">{t('contact.none')}</p>}
      <ul className="log">
        {order.contacts.map((one) => (
          <li key={`${one.at}${one.note}`}>
            <span className="small quiet">
              {format.moment(one.at)} · {one.by}
            </span>
            <span>
              {t(`contact.channel.${oneOf(CHANNELS, one.channel) ?? 'other'}`)}
              {t('colon')}
              <b>{t(one.reached ? 'contact.reached' : 'contact.notReached')}</b> {one.note}
            </span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('contact.add')}</summary>
        <Field label={t('contact.how')}>
          {(ids) => (
            <Select
              ids={ids}
              value={channel}
              options={CHANNELS.map((value) => ({ value, label: t(`contact.channel.${value}`) }))}
              onChange={(value) => setChannel(oneOf(CHANNELS, value) ?? 'phone')}
            />
          )}
        </Field>
        <label className="check">
          <input type="checkbox" checked={reached} onChange={(event) => setReached(event.target.checked)} />
          <span>{t('contact.reached')}</span>
        </label>
        <NoteField label={t('contact.note')} value={note} onChange={setNote} />
        <ProblemAlert problem={act.error} />
        <Act
          small
          why={why ?? (note.trim() ? null : t('contact.noteNeeded'))}
          loading={act.isPending}
          onClick={() => act.give({ type: 'log-contact', channel, reached, note: note.trim() })}
        >
          {t('contact.save')}
        </Act>
      </details>
    </Panel>
  );
}
