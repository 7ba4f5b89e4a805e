import type { ApplicationView } from '@yinxin/contract';
import { trackingNumber } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, Field } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Findings, useFirstError } from '../parts/findings.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { isAllowed, useOrderCommand } from '../parts/use-order.ts';

/** Where the originals go and the number of the parcel; offered only while they may be posted (JX-39, JX-40). */
export function PostPapers({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const { instructions, faults } = view.papers;
  const papers = view.materials.filter((one) => one.paper && one.file);
  return (
    <>
      {faults.length > 0 && (
        <Notice kind="problem" title={t('post.faulty')}>
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.material}-${fault.reason}`}>
                <b>{local(view.materials.find((one) => one.code === fault.material)?.label ?? fault.label)}</b>
                {t('common:colon')}
                {local(fault.label)} {local(fault.whatToDo)} {fault.note && t('returned.note', { note: fault.note })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <h3>{t('post.what')}</h3>
      <ul>
        {papers.map((one) => (
          <li key={one.code}>{local(one.label)}</li>
        ))}
      </ul>
      <p>{t('post.originals')}</p>
      {instructions && (
        <>
          <h3>{t('post.where')}</h3>
          <Facts
            of={[
              [t('post.to'), local(instructions.to)],
              [t('post.address'), local(instructions.address)],
              [t('post.phone'), instructions.phone],
              [t('post.postcode'), instructions.postcode],
              [t('post.inside'), t('post.insideText', { number: view.number })],
            ]}
          />
        </>
      )}
      {isAllowed(view, 'post-papers') && <NumberForm view={view} />}
    </>
  );
}

function NumberForm({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const firstError = useFirstError();
  const form = useFormErrors('post', ['carrier', 'trackingNumber']);
  const [carrier, setCarrier] = useState('');
  const [number, setNumber] = useState('');
  const read = trackingNumber.explain(number);
  const post = useOrderCommand();
  /** The number often tells the carrier; what was typed there stays. */
  function enter(typed: string) {
    form.on('trackingNumber', setNumber)(typed);
    const found = trackingNumber.explain(typed).carrier;
    if (carrier === '' && found !== 'unknown') setCarrier(t(`carrier.${found}`));
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      carrier: carrier.trim() === '' ? t('post.carrierMissing') : undefined,
      trackingNumber: firstError(read.findings, t('post.number')),
    });
    if (!clean) return;
    const command = { type: 'post-papers' as const, carrier: carrier.trim(), trackingNumber: read.cleaned };
    post.mutate({ params: { id: view.id }, body: { command } }, { onError: (problem) => form.refused(problem) });
  }
  return (
    <form noValidate onSubmit={submit}>
      <h3>{t('post.enter')}</h3>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      {form.summary.length === 0 && <ProblemAlert problem={post.error} />}
      <Field
        id={form.idOf('trackingNumber')}
        label={t('post.number')}
        hint={t('post.numberHint')}
        error={form.errors.trackingNumber}
        note={read.cleaned.length >= 8 && read.valid && <Findings of={read.findings} />}
      >
        {(ids) => (
          <Input
            {...ids}
            maxLength={40}
            value={number}
            onChange={(event) => enter(event.target.value)}
            onBlur={() => read.valid && setNumber(read.cleaned)}
          />
        )}
      </Field>
      <Field id={form.idOf('carrier')} label={t('post.carrier')} error={form.errors.carrier}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={40}
            value={carrier}
            onChange={(event) => form.on('carrier', setCarrier)(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={post.isPending}>
        {t('post.submit')}
      </Button>
    </form>
  );
}
