import { downloadOntoBlank, installRenewed } from '@yinxin/assistant/conversations';
import type { ApplicationView } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { ErrorSummary, Field } from '../../../shared/form/index.ts';
import { Facts, Notice, ProblemAlert } from '../../../shared/parts/index.ts';
import { StepCodeField } from './code-field.tsx';
import { begin, type InstallView, installHall, renewalHall, subjectOf } from './halls.ts';
import { choosesPin, lacks, mustStay, NOTHING_WRITTEN, placeOf, proofsOf, type Written } from './progress.ts';
import { Reader } from './reader.tsx';
import { DoNotPull, RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';
import { useSteps } from './use-steps.ts';

/** Writing certificates onto the holder's own media, one after the other; after an interruption it goes on (BJ-20, BJ-21). */
export function InstallStep({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('steps');
  const steps = useSteps(view.id);
  if (!steps.data?.install)
    return steps.error ? (
      <ProblemAlert problem={steps.error} onRetry={() => void steps.refetch()} />
    ) : (
      <p role="status">{t('common:loading')}</p>
    );
  const { install, parcel } = steps.data;
  return (
    <>
      <p>{t(`install.lead.${install.medium}`)}</p>
      {parcel && (
        <Facts
          of={[
            [
              t('parcel.number'),
              <span key="n">
                {parcel.carrier} <span className="code">{parcel.trackingNumber}</span>
              </span>,
            ],
            [t('parcel.contents'), parcel.contents.map((one) => t(`parcel.of.${one}`)).join(t('common:listComma'))],
          ]}
        />
      )}
      <ul className="cards">
        {install.media.map((one) => (
          <li key={one.mediumSerial}>
            <span className="code">{one.mediumSerial}</span>
            <span className="tag">{t(`install.status.${one.status}`)}</span>
          </li>
        ))}
      </ul>
      <Writing view={view} install={install} />
    </>
  );
}

function Writing({ view, install }: { readonly view: ApplicationView; readonly install: InstallView }) {
  const { t } = useTranslation('steps');
  const assistant = useAssistant();
  const [written, setWritten] = useState<Written>(NOTHING_WRITTEN);
  const [attempt, setAttempt] = useState(0);
  const { client, medium } = assistant;
  const place = placeOf(install, medium?.serial ?? null);
  const run = useRun(async (telling) => {
    if (place.kind !== 'now' || !medium) return;
    const { on } = place;
    const proofs = proofsOf(on, written);
    const steps = { ...telling, order: view.number };
    if (install.medium === 'provided') {
      await downloadOntoBlank(client, installHall(view.id, proofs), subjectOf(install), steps);
    } else {
      const { renews } = await begin(view.id, await client.medium(), proofs);
      const what = { subject: subjectOf(install), certificate: renews ?? '' };
      await installRenewed(client, renewalHall(view.id, proofs, on.mediumSerial), what, steps);
    }
    setWritten(NOTHING_WRITTEN);
  });
  const missing = place.kind === 'now' ? lacks(place.on, written) : [];
  return (
    <>
      <Reader assistant={assistant} />
      {place.kind === 'other' && (
        <Notice kind="problem" title={t('install.other')} live="polite">
          <p>{t('install.otherNext', { serials: place.serials.join(t('common:listComma')) })}</p>
        </Notice>
      )}
      {place.kind === 'done' && (
        <Notice kind="good" title={t('install.thisDone')} live="polite">
          {place.left > 0 && <p>{t('install.nextOne', { count: place.left })}</p>}
        </Notice>
      )}
      {place.kind === 'now' && (
        <>
          {(place.on.status === 'begun' || place.on.status === 'issued') && !run.running && (
            <Notice kind="info" title={t(`install.resume.${place.on.status}`)} />
          )}
          <ErrorSummary
            errors={attempt > 0 ? missing.map((one) => ({ id: `step-${one}`, text: t(`install.lack.${one}`) })) : []}
            attempt={attempt}
          />
          <ProofFields
            view={view}
            proofs={place.on.proofs}
            written={written}
            onChange={(change) => setWritten({ ...written, ...change })}
          />
          {install.medium === 'provided' && (
            <Notice
              kind="info"
              title={t(choosesPin(install, place.on) ? 'install.pinThere.chosen' : 'install.pinThere.card')}
            />
          )}
          {place.on.proofs.length > 0 && <p className="small quiet">{t('tries', install.tries)}</p>}
          <RunState run={run} />
          {mustStay(run.step) && <DoNotPull text={t(`install.step.${run.step}`)} />}
          {run.step && <p role="status">{t(`install.step.${run.step}`)}</p>}
          <Button
            type="primary"
            size="large"
            loading={run.running}
            onClick={() => {
              setAttempt((count) => count + 1);
              if (missing.length === 0) {
                setAttempt(0);
                void run.run();
              }
            }}
          >
            {t(place.on.status === 'waiting' ? 'install.go' : 'install.goOn')}
          </Button>
        </>
      )}
      {place.kind !== 'now' && <RunState run={run} />}
    </>
  );
}

function ProofFields({
  view,
  proofs,
  written,
  onChange,
}: {
  readonly view: ApplicationView;
  readonly proofs: readonly string[];
  readonly written: Written;
  readonly onChange: (change: Partial<Written>) => void;
}) {
  const { t } = useTranslation('steps');
  const text = (name: Exclude<keyof Written, 'code'>) => (
    <Field key={name} id={`step-${name}`} label={t(`field.${name}`)} hint={t(`fieldHint.${name}`)}>
      {(ids) => (
        <Input
          {...ids}
          autoComplete="off"
          maxLength={64}
          value={written[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {proofs.includes('password-card') && text('cardNumber')}
      {proofs.includes('code') && (
        <StepCodeField
          id="step-code"
          orderId={view.id}
          purpose="install"
          value={written.code}
          onChange={(code) => onChange({ code })}
          sentTo={null}
        />
      )}
      {proofs.includes('update-codes') && [text('firstUpdate'), text('secondUpdate')]}
    </>
  );
}
