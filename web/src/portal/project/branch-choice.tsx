import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import type { LocalText } from '@yinxin/programme';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { Field, Select } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice } from '../../shared/parts/index.ts';

/** For whom the certificate is: the own organisation, or a registered branch, told first what to mind (BJ-30). */
export function BranchChoice({
  attention,
  value,
  onChange,
}: {
  readonly attention: LocalText;
  readonly value: string;
  readonly onChange: (branch: string) => void;
}) {
  const { t } = useTranslation('organisation');
  const local = useLocal();
  const branches = useCall(endpoints.branches.own, {}).data?.items;
  if (!branches) return null;
  if (branches.length === 0)
    return (
      <p className="small">
        {t('choice.none')} <Link to="/branches">{t('choice.maintain')}</Link>
      </p>
    );
  return (
    <>
      <Field label={t('choice.label')}>
        {(ids) => (
          <Select
            ids={ids}
            value={value}
            empty={t('choice.own')}
            options={branches.map((one) => ({ value: one.id, label: `${one.name} ${one.code}` }))}
            onChange={onChange}
          />
        )}
      </Field>
      {value !== '' && <Notice kind="info" title={local(attention)} live="polite" />}
      <p className="small">
        <Link to="/branches">{t('choice.maintain')}</Link>
      </p>
    </>
  );
}
