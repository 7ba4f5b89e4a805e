import { endpoints, type ProgrammeView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { DayInput, Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useNow } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';

const NOTHING = { titleZh: '', titleEn: '', textZh: '', textEn: '', until: '' };
const LONGEST_TITLE = 80;
const LONGEST_TEXT = 2000;

/** Writes an announcement in both languages, for whom and for which days. */
export function PublishAnnouncement({ programmes }: { readonly programmes: readonly ProgrammeView[] }) {
  const { t } = useTranslation('console-announcements');
  const local = useLocal();
  const today = useFormat().shortDay(useNow());
  const [typed, setTyped] = useState(NOTHING);
  const [from, setFrom] = useState(today);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const publish = useCommand(endpoints.consoleAnnouncements.publish, {
    refresh: [endpoints.consoleAnnouncements.list],
    onSuccess: () => {
      setTyped(NOTHING);
      setFrom(today);
      setChosen([]);
    },
  });
  const set = (key: keyof typeof NOTHING) => (value: string) => setTyped({ ...typed, [key]: value });
  const words = [typed.titleZh, typed.titleEn, typed.textZh, typed.textEn];
  const complete = from !== '' && words.every((one) => one.trim() !== '');
  const body = {
    title: { zh: typed.titleZh, en: typed.titleEn },
    text: { zh: typed.textZh, en: typed.textEn },
    programmes: [...chosen],
    from,
    until: typed.until === '' ? null : typed.until,
  };
  return (
    <Panel title={t('publish.title')}>
      {(['titleZh', 'titleEn'] as const).map((key) => (
        <Field key={key} label={t(`publish.${key}`)}>
          {(ids) => (
            <Input {...ids} maxLength={LONGEST_TITLE} value={typed[key]} onChange={(e) => set(key)(e.target.value)} />
          )}
        </Field>
      ))}
      {(['textZh', 'textEn'] as const).map((key) => (
        <Field key={key} label={t(`publish.${key}`)}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={4}
              maxLength={LONGEST_TEXT}
              value={typed[key]}
              onChange={(e) => set(key)(e.target.value)}
            />
          )}
        </Field>
      ))}
      <fieldset className="radios">
        <legend>{t('publish.for')}</legend>
        <p className="small quiet">{t('publish.forHint')}</p>
        {programmes.map(({ code, name }) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
              }
            />
            <span>{local(name)}</span>
          </label>
        ))}
      </fieldset>
      <Field label={t('publish.from')}>{(ids) => <DayInput ids={ids} value={from} onChange={setFrom} />}</Field>
      <Field label={t('publish.until')} hint={t('publish.untilHint')} optional>
        {(ids) => <DayInput ids={ids} value={typed.until} onChange={set('until')} />}
      </Field>
      <ProblemAlert problem={publish.error} />
      <Act
        primary
        why={complete ? null : t('publish.incomplete')}
        loading={publish.isPending}
        onClick={() => publish.mutate({ body })}
      >
        {t('publish.go')}
      </Act>
    </Panel>
  );
}
