import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteField } from '../../shared/form/index.ts';
import { ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';

type Choice = 'approve' | 'refuse';

/** Why the reader may not decide this request; null when they may. Nobody decides what they entered themselves. */
export function useWhyNotDecide(enteredByName: string | null): string | null {
  const { t } = useTranslation('console-office');
  const { staff } = useSession();
  if (!staff?.roles.includes('back-office')) return t('decide.role');
  if (enteredByName !== null && enteredByName === staff.name) return t('decide.own');
  return null;
}

/** Approves or refuses a request, with the answer that the applicant reads. */
export function DecisionForm({
  why,
  consequence,
  pending,
  problem,
  onDecide,
}: {
  readonly why: string | null;
  /** What approving does. */
  readonly consequence: string;
  readonly pending: boolean;
  readonly problem: unknown;
  readonly onDecide: (decision: Choice, answer: string) => void;
}) {
  const { t } = useTranslation('console-office');
  const [answer, setAnswer] = useState('');
  const said = answer.trim();
  return (
    <div className="inner">
      <p>{consequence}</p>
      <NoteField label={t('decide.answer')} hint={t('decide.answerHint')} value={answer} onChange={setAnswer} />
      <ProblemAlert problem={problem} />
      <div className="buttons">
        <Act primary why={why} loading={pending} onClick={() => onDecide('approve', said)}>
          {t('decide.approve')}
        </Act>
        <Act
          danger
          why={why ?? (said ? null : t('decide.answerNeeded'))}
          quietWhy={why !== null}
          loading={pending}
          onClick={() => onDecide('refuse', said)}
        >
          {t('decide.refuse')}
        </Act>
      </div>
    </div>
  );
}
