import type { ApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { shownCode } from './organisation-code-field.tsx';

/** Whom an extra application is for, where that is a branch of the account's organisation (BJ-30). */
export function ForBranch({ view: { organisation, branch } }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('organisation');
  if (!branch) return null;
  return (
    <p className="quiet">
      {t('choice.for', {
        name: organisation.name,
        code: shownCode(organisation.creditCode),
        parent: branch.parent.name,
      })}
    </p>
  );
}
