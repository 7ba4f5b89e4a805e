import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf } from '../../shared/api/index.ts';
import { ErrorSummary, type FormError } from '../../shared/form/error-summary.tsx';
import { shownValue } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useFirstError } from '../parts/findings.tsx';
import { useOrderCommand } from '../parts/use-order.ts';
import { toldWay } from '../parts/way.ts';
import { PriceTable } from '../project/price-table.tsx';
import { findingsOf } from './field-check.ts';
import type { useDraft } from './use-draft.ts';

/** Everything once more before it goes, the errors in one place, and what happens next. */
export function SubmitPanel({
  view,
  draft,
  replaced,
  onErrors,
}: {
  readonly view: ApplicationView;
  readonly draft: ReturnType<typeof useDraft>;
  /** Codes of the materials that a signature on this page stands for. */
  readonly replaced: ReadonlySet<string>;
  readonly onErrors: (errors: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useTranslation('application');
  const local = useLocal();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const firstError = useFirstError();
  const [summary, setSummary] = useState<readonly FormError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [checking, setChecking] = useState(false);
  const { recipient, mode } = view.delivery;
  const isSent = view.stages.some(({ kind }) => kind === 'delivery' || kind === 'provision');
  const isReviewed = view.stages.some(({ kind }) => kind === 'review');
  const submit = useOrderCommand((done) => void navigate({ to: `/orders/${done.id}`, search: { submitted: 1 } }));

  function fieldErrors(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { spec } of view.fields) {
      const value = draft.values[spec.code] ?? '';
      const choice = spec.choices?.find((one) => one.code === value);
      const error =
        value.trim() === ''
          ? spec.required && t('submit.missingField', { field: local(spec.label) })
          : choice && !choice.accepted && choice.refusal
            ? local(choice.refusal)
            : firstError(findingsOf(spec, value), local(spec.label));
      if (error) found[spec.code] = error;
    }
    return found;
  }
  function materialErrors(latest: ApplicationView): FormError[] {
    return latest.materials.flatMap((one) => {
      const id = `material-${one.code}`;
      if (one.file?.outdated) return [{ id, text: t('submit.outdated', { material: local(one.label) }) }];
      if (one.status === 'returned') return [{ id, text: t('submit.stillReturned', { material: local(one.label) }) }];
      return one.required && one.object === 'document' && !one.file
        ? [
            replaced.has(one.code)
              ? { id: 'signing', text: t('submit.unsigned', { material: local(one.label) }) }
              : { id, text: t('submit.missingFile', { material: local(one.label) }) },
          ]
        : [];
    });
  }
  async function go() {
    setChecking(true);
    const saved = await draft.flush();
    setChecking(false);
    const latest =
      queries.getQueryData<ApplicationView>(keyOf(endpoints.applications.read, { params: { id: view.id } })) ?? view;
    const fields = fieldErrors();
    onErrors(fields);
    const found: FormError[] = [
      ...Object.entries(fields).map(([code, text]) => ({ id: `field-${code}`, text })),
      ...materialErrors(latest),
      ...(isSent && latest.delivery.mode === null && latest.delivery.recipient === null
        ? [{ id: 'recipient-mode', text: t('submit.noDelivery') }]
        : []),
      ...(saved ? [] : [{ id: '', text: t('submit.unsaved') }]),
    ];
    setSummary(found);
    if (found.length > 0) {
      setAttempt((count) => count + 1);
      return;
    }
    submit.mutate({
      params: { id: latest.id },
      body: { command: { type: 'submit', dataVersion: latest.dataVersion }, expectedVersion: latest.version },
    });
  }
  return (
    <Panel id="submit" title={t('section.submit')} tone="act">
      <ErrorSummary errors={summary} attempt={attempt} />
      <Facts
        of={[
          [t('submit.organisation'), view.organisation.name],
          ...view.fields.map(({ spec }) => {
            const value = draft.values[spec.code] ?? '';
            return [local(spec.label), local(shownValue(spec, value))] as const;
          }),
          mode && [
            t('submit.delivery'),
            recipient
              ? `${recipient.name} ${recipient.mobile} ${recipient.address}`
              : t(`order:recipient.modes.${mode}`),
          ],
        ]}
      />
      <PriceTable lines={view.price.lines} totalFen={view.price.totalFen} />
      <p>{t(`submit.after.${toldWay(view.stages, view.price.totalFen)}`)}</p>
      <ProblemAlert problem={submit.error} />
      <Button type="primary" size="large" loading={checking || submit.isPending} onClick={() => void go()}>
        {t(isReviewed ? 'submit.button' : 'submit.send')}
      </Button>
    </Panel>
  );
}
