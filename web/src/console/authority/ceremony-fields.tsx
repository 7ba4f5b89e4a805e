import { AUTHORITY_ALGORITHMS, type AuthorityView, endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { Field, type Option, Select } from '../../shared/form/index.ts';
import type { CeremonyDraft, CeremonyKind, DraftField } from './ceremony-act.ts';
import { FIELDS, OPTIONAL } from './ceremony-act.ts';

type Authority = z.infer<typeof AuthorityView>;

interface FormProps {
  readonly kind: CeremonyKind;
  readonly draft: CeremonyDraft;
  readonly authorities: readonly Authority[];
  readonly onChange: (change: Partial<CeremonyDraft>) => void;
}

const LONG: readonly DraftField[] = ['certificate', 'chain', 'request'];

/** The CAs an act of this kind can be about. */
function choices(kind: CeremonyKind, field: DraftField, all: readonly Authority[]): readonly Option[] {
  const fit = all.filter((one) => {
    if (field === 'parent')
      return one.state === 'active' && one.kind !== 'cross' && (kind === 'cross-sign' || one.kind === 'root');
    if (kind === 'import-certificate') return one.state === 'requested';
    if (kind === 'assign') return one.state === 'active' && one.kind === 'issuing';
    return one.state === 'active' && one.kind !== 'cross';
  });
  return fit.map((one) => ({ value: one.name, label: `${one.name} · ${one.subject}` }));
}

/** Every field of one kind of ceremony. */
export function CeremonyFields({ kind, draft, authorities, onChange }: FormProps) {
  const { t } = useTranslation('console-authority');
  const stores = useCall(endpoints.authorities.keyStores, {});
  const options = (field: DraftField): readonly Option[] | null => {
    if (field === 'authority' || field === 'parent') return choices(kind, field, authorities);
    if (field === 'algorithm') return AUTHORITY_ALGORITHMS.map((value) => ({ value, label: t(`algorithm.${value}`) }));
    if (field === 'store') return (stores.data?.items ?? []).map((one) => ({ value: one.name, label: one.name }));
    return null;
  };
  return FIELDS[kind].map((field) => {
    if (field === 'operators') return <Operators key={field} draft={draft} onChange={onChange} />;
    const among = options(field);
    return (
      <Field
        key={field}
        label={t(`field.${kind === 'cross-sign' && field === 'parent' ? 'issuer' : field}`)}
        hint={t(`hint.${field}`, '')}
        optional={OPTIONAL[kind]?.includes(field) ?? false}
      >
        {(ids) =>
          among ? (
            <Select
              ids={ids}
              value={draft[field]}
              options={among}
              empty={t('field.choose')}
              onChange={(value) => onChange({ [field]: value })}
            />
          ) : LONG.includes(field) ? (
            <Input.TextArea
              {...ids}
              rows={5}
              className="code"
              spellCheck={false}
              value={draft[field]}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          ) : (
            <Input
              {...ids}
              autoComplete="off"
              maxLength={500}
              inputMode={field === 'years' || field === 'threshold' ? 'numeric' : 'text'}
              value={draft[field]}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          )
        }
      </Field>
    );
  });
}

function Operators({ draft, onChange }: Pick<FormProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation('console-authority');
  const known = useCall(endpoints.authorities.operators, {});
  const items = known.data?.items ?? [];
  return (
    <fieldset className="radios">
      <legend>{t('field.operators')}</legend>
      {known.data && items.length < 2 && <p className="small">{t('hint.tooFewOperators')}</p>}
      {items.map((one) => (
        <label key={one.id} className="radio">
          <input
            type="checkbox"
            checked={draft.operators.includes(one.id)}
            onChange={(event) =>
              onChange({
                operators: event.target.checked
                  ? [...draft.operators, one.id]
                  : draft.operators.filter((id) => id !== one.id),
              })
            }
          />
          <span>{one.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
