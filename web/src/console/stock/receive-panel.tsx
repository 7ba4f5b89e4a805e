import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { CodeField, Field, RadioGroup, Select } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { oneOf } from '../parts/place.tsx';
import { keysIn } from './keys.ts';
import { serialsIn } from './serials.ts';
import { SerialsField } from './serials-field.tsx';

const KINDS = ['usb-key', 'ic-card'] as const;
const WAYS = ['range', 'list'] as const;
const { receive, overview } = endpoints.mediaStock;

/** Takes a delivery into stock: a range of serials as on the carton, or each one scanned. */
export function ReceivePanel() {
  const { t } = useTranslation('console-production');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('usb-key');
  const [way, setWay] = useState<(typeof WAYS)[number]>('range');
  const [text, setText] = useState({ model: '', supplier: '', place: t('stock.mainPlace') });
  const [range, setRange] = useState({ from: '', to: '' });
  const [typed, setTyped] = useState('');
  const [list, setList] = useState('');
  const take = useCommand(receive, {
    refresh: [overview, endpoints.production.media],
    onSuccess: () => {
      setRange({ from: '', to: '' });
      setTyped('');
      setList('');
    },
  });
  const serials = way === 'range' ? { from: range.from.trim(), to: range.to.trim() } : [...serialsIn(typed)];
  const filled = Array.isArray(serials) ? serials.length > 0 : serials.from !== '' && serials.to !== '';
  const { keys, wrong } = keysIn(list);
  const complete = filled && wrong.length === 0 && Object.values(text).every((value) => value.trim() !== '');
  const words = (['model', 'supplier', 'place'] as const).map((name) => (
    <Field key={name} label={t(`stock.${name}`)}>
      {(ids) => (
        <Input
          {...ids}
          maxLength={40}
          value={text[name]}
          onChange={(event) => setText({ ...text, [name]: event.target.value })}
        />
      )}
    </Field>
  ));
  return (
    <Panel title={t('stock.receive')}>
      <Field label={t('stock.kind')}>
        {(ids) => (
          <Select
            ids={ids}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`stock.kinds.${value}`) }))}
            onChange={(value) => setKind(oneOf(KINDS, value) ?? 'usb-key')}
          />
        )}
      </Field>
      {words}
      <RadioGroup
        legend={t('stock.way')}
        name="receive-way"
        value={way}
        options={WAYS.map((value) => ({ value, label: t(`stock.ways.${value}`) }))}
        onChange={setWay}
      />
      {way === 'range' ? (
        <>
          <CodeField label={t('stock.from')} value={range.from} onChange={(from) => setRange({ ...range, from })} />
          <CodeField label={t('stock.to')} value={range.to} onChange={(to) => setRange({ ...range, to })} />
        </>
      ) : (
        <SerialsField value={typed} onChange={setTyped} />
      )}
      <Field
        label={t('stock.keys')}
        hint={t('stock.keysHint')}
        note={t('stock.keysRead', { count: keys.length })}
        error={wrong.length > 0 ? t('stock.keysWrong', { lines: wrong.join(t('console:comma')) }) : undefined}
        optional
      >
        {(ids) => (
          <Input.TextArea
            {...ids}
            className="code"
            rows={3}
            value={list}
            onChange={(event) => setList(event.target.value)}
          />
        )}
      </Field>
      {take.data && (
        <Notice
          kind={take.data.known.length === 0 ? 'good' : 'wait'}
          title={t('stock.received', {
            number: take.data.number,
            added: take.data.added,
            known: take.data.known.length,
          })}
          live="polite"
        />
      )}
      <ProblemAlert problem={take.error} />
      <Act
        primary
        why={complete ? null : t('stock.incomplete')}
        loading={take.isPending}
        onClick={() =>
          take.mutate({
            body: {
              kind,
              model: text.model.trim(),
              supplier: text.supplier.trim(),
              place: text.place.trim(),
              serials,
              ...(keys.length > 0 ? { keys: [...keys] } : {}),
            },
          })
        }
      >
        {t('stock.receiveGo')}
      </Act>
    </Panel>
  );
}
