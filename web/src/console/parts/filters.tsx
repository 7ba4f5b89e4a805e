import type { Option } from '../../shared/form/index.ts';
import { DayInput, Field, Select } from '../../shared/form/index.ts';
import { useAddress } from './place.tsx';

/** A choice that narrows a list and is kept in the address; choosing returns to the first page. */
export function ChoiceFilter({
  name,
  label,
  options,
  all,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  /** Text of "no choice". */
  readonly all: string;
}) {
  const address = useAddress();
  return (
    <Field label={label}>
      {(ids) => (
        <Select
          ids={ids}
          value={address.get(name)}
          options={options}
          empty={all}
          onChange={(value) => address.set({ [name]: value, page: null })}
        />
      )}
    </Field>
  );
}

/** A day that narrows a list and is kept in the address. */
export function DayFilter({ name, label }: { readonly name: string; readonly label: string }) {
  const address = useAddress();
  return (
    <Field label={label}>
      {(ids) => (
        <DayInput ids={ids} value={address.get(name)} onChange={(day) => address.set({ [name]: day, page: null })} />
      )}
    </Field>
  );
}
