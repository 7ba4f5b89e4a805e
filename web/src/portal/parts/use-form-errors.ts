import { useState } from 'react';
import { useProblemText } from '../../shared/api/index.ts';
import type { FormError } from '../../shared/form/error-summary.tsx';

export type FieldErrors<K extends string> = Partial<Record<K, string | undefined>>;

/** Errors of a form after a try to submit: the own ones by field, then what the server refused. */
export function useFormErrors<K extends string>(prefix: string, order: readonly K[]) {
  const textOf = useProblemText();
  const [errors, setErrors] = useState<FieldErrors<K>>({});
  const [attempt, setAttempt] = useState(0);

  /** Takes the errors found before sending; true when there are none. */
  function check(found: FieldErrors<K>): boolean {
    setErrors(found);
    const clean = order.every((name) => !found[name]);
    if (!clean) setAttempt((count) => count + 1);
    return clean;
  }
  /** Puts a refusal beside the field it names; true when it names one of this form. */
  function refused(problem: unknown): boolean {
    const text = textOf(problem);
    const at = order.find((name) => name === text.field);
    if (at === undefined) return false;
    const found: FieldErrors<K> = {};
    found[at] = `${text.what}${text.next}`;
    setErrors(found);
    setAttempt((count) => count + 1);
    return true;
  }
  /** A setter that also takes the error away: what is being corrected is not wrong any more. */
  function on<V>(name: K, set: (value: V) => void): (value: V) => void {
    return (value) => {
      if (errors[name]) setErrors({ ...errors, [name]: undefined });
      set(value);
    };
  }
  const summary: FormError[] = order.flatMap((name) => {
    const text = errors[name];
    return text ? [{ id: `${prefix}-${name}`, text }] : [];
  });
  return { errors, attempt, check, refused, on, summary, idOf: (name: K) => `${prefix}-${name}` };
}
