import type { Consequence } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

/** What an act brings with it, to be read before it is confirmed. */
export function Consequences({ of }: { readonly of: readonly z.infer<typeof Consequence>[] }) {
  const { t } = useTranslation('console-authority');
  return (
    <ul>
      {of.map((one) => (
        <li key={`${one.code} ${JSON.stringify(one.params)}`}>
          {t(`consequence.${one.code}`, { ...blank, ...one.params })}
        </li>
      ))}
    </ul>
  );
}

/** Parameters that a text may name and an act may not have. */
const blank = {
  name: '',
  authority: '',
  issuer: '',
  store: '',
  years: '',
  algorithm: '',
  subject: '',
  threshold: '',
  operators: '',
};
