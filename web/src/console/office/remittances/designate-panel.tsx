import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { fenOf, yuanTyped } from '../yuan.ts';
import { AFTER_MONEY } from './refresh.ts';
import type { Remittance } from './remittance-page.tsx';
import { shares } from './shares.ts';
import { TextField } from './text-field.tsx';
import { YuanField } from './yuan-field.tsx';

type Waiting = Remittance['waiting'][number];

/** Designates what is left to what the organisation has to pay; several purposes in one act (IT-31). */
export function DesignatePanel({ remittance }: { readonly remittance: Remittance }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  const { waiting, leftFen } = remittance;
  const proposed = shares(waiting, leftFen).map((fen) => (fen > 0 ? yuanTyped(fen) : ''));
  const [amounts, setAmounts] = useState<readonly string[]>(proposed);
  const [other, setOther] = useState({ number: '', amount: '' });
  const designate = useCommand(endpoints.remittances.designate, { refresh: AFTER_MONEY });
  const parts = [
    ...waiting.flatMap((one, at) => {
      const amountFen = fenOf(amounts[at] ?? '');
      return amountFen === null ? [] : [partOf(one, amountFen)];
    }),
    ...otherPart(other.number.trim(), fenOf(other.amount)),
  ];
  const total = parts.reduce((sum, part) => sum + part.amountFen, 0);
  const bad = [...amounts, other.amount].some((text) => text !== '' && fenOf(text) === null);
  const why = () => {
    if (bad) return t('amountRule');
    if (parts.length === 0) return t('designate.incomplete');
    return total > leftFen ? t('designate.tooMuch', { left: format.fen(leftFen) }) : null;
  };
  const give = () => {
    if (why() === null) designate.mutate({ params: { id: remittance.id }, body: { parts } });
  };
  return (
    <Panel title={t('designate.title')} tone="act">
      <p>{t('designate.text')}</p>
      <form
        className="transfer"
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        {waiting.length === 0 && <p className="quiet">{t('designate.nothing')}</p>}
        {waiting.map((one, at) => (
          <Purpose
            key={one.target}
            waiting={one}
            value={amounts[at] ?? ''}
            onChange={(value) => setAmounts(amounts.map((text, index) => (index === at ? value : text)))}
          />
        ))}
        <TextField
          label={t('designate.number')}
          hint={t('designate.numberHint')}
          value={other.number}
          code
          optional
          onChange={(number) => setOther({ ...other, number })}
        />
        <YuanField
          label={t('designate.amount')}
          value={other.amount}
          onChange={(amount) => setOther({ ...other, amount })}
        />
        <p>{t('designate.sum', { total: format.fen(total), rest: format.fen(leftFen - total) })}</p>
        <ProblemAlert problem={designate.error} />
        <Act primary why={why()} loading={designate.isPending} onClick={give}>
          {t('designate.go')}
        </Act>
      </form>
    </Panel>
  );
}

function Purpose({
  waiting,
  value,
  onChange,
}: {
  readonly waiting: Waiting;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  const local = useLocal();
  const due = { due: format.fen(waiting.missingFen), all: format.fen(waiting.amountFen) };
  const note = local(waiting.note);
  const label = t(`designate.of.${waiting.purpose}`, { label: waiting.label, note, ...due });
  return <YuanField label={label} value={value} onChange={onChange} />;
}

const partOf = (one: Waiting, amountFen: number) =>
  one.purpose === 'platform-fee' ? { due: one.target, amountFen } : { orderNumber: one.target, amountFen };

const otherPart = (orderNumber: string, amountFen: number | null) =>
  orderNumber && amountFen !== null ? [{ orderNumber, amountFen }] : [];
