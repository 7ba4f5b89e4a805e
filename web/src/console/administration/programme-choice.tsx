import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { useAddress } from '../parts/place.tsx';
import { useProgrammes } from '../programmes.ts';

/** The programme named in the address, or the first one; null while they are being read. */
export function useChosenProgramme(): string | null {
  const programmes = useProgrammes();
  const asked = useAddress().get('programme');
  return programmes.find((one) => one.code === asked)?.code ?? programmes[0]?.code ?? null;
}

/** Chooses the programme whose data are shown. */
export function ProgrammeChoice() {
  const { t } = useTranslation('console-admin');
  const local = useLocal();
  const programmes = useProgrammes();
  const address = useAddress();
  const chosen = useChosenProgramme();
  if (programmes.length < 2) return null;
  return (
    <Field label={t('programme')}>
      {(ids) => (
        <Select
          ids={ids}
          value={chosen ?? ''}
          options={programmes.map((one) => ({ value: one.code, label: local(one.name) }))}
          onChange={(programme) => address.set({ programme })}
        />
      )}
    </Field>
  );
}
