import type { StaffApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteField, RadioGroup } from '../../../shared/form/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Notice } from '../../../shared/parts/index.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useOffer } from '../../programmes.ts';

/** Wrong project, name or code: ends the order for good, and says what that leads to (JX-31). */
export function WrongDialog({
  order,
  onClose,
  onDecide,
}: {
  readonly order: StaffApplicationView;
  readonly onClose: () => void;
  readonly onDecide: (reason: string, note: string) => void;
}) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const reasons = useOffer(order).programme?.wrongReasons ?? [];
  const [code, setCode] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const chosen = reasons.find((one) => one.code === code);
  return (
    <Dialog title={t('wrong.title')} onClose={onClose} wide>
      <p>{t('wrong.text')}</p>
      <RadioGroup
        legend={t('wrong.legend')}
        name="wrong"
        value={code}
        onChange={setCode}
        options={reasons.map((reason) => ({
          value: reason.code,
          label: `${t(`wrong.of.${reason.wrong}`)}${t('colon')}${local(reason.label)}`,
          hint: local(reason.whatToDo),
        }))}
      />
      {chosen && (
        <Notice kind="wait" title={t('wrong.consequence')} live="polite">
          <p>{t(`wrong.leads.${chosen.wrong}`)}</p>
        </Notice>
      )}
      <NoteField label={t('reason.note')} hint={t('reason.noteHint')} optional value={note} onChange={setNote} />
      <Button danger type="primary" disabled={!chosen} onClick={() => chosen && onDecide(chosen.code, note.trim())}>
        {t('wrong.go')}
      </Button>
    </Dialog>
  );
}
