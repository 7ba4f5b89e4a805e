import { BRANCH_REGISTRATIONS, type BranchView, endpoints } from '@yinxin/contract';
import { organisationName, personName, mobile as readMobile } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { ErrorSummary, Field, RadioGroup } from '../../shared/form/index.ts';
import { Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useFirstError } from '../parts/findings.tsx';
import { MobileField } from '../parts/mobile-field.tsx';
import { OrganisationCodeField, readCode } from '../parts/organisation-code-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

const FIELDS = ['name', 'code', 'registration', 'address', 'handler.name', 'handler.mobile'] as const;
const KINDS = [...BRANCH_REGISTRATIONS, 'none'] as const;
const SHORTEST_ADDRESS = 5;

/** Adds or changes a branch: its basic data and those of its certificate handler (BJ-27, BJ-29). */
export function BranchForm({
  access,
  branch,
  onSaved,
  onCancel,
  onRefused,
}: {
  readonly access: string;
  readonly branch: BranchView | null;
  readonly onSaved: (items: readonly BranchView[]) => void;
  readonly onCancel: () => void;
  readonly onRefused: (problem: unknown) => void;
}) {
  const { t } = useTranslation('organisation');
  const firstError = useFirstError();
  const form = useFormErrors('branch', FIELDS);
  const [name, setName] = useState(branch?.name ?? '');
  const [code, setCode] = useState(branch?.code ?? '');
  const [registration, setRegistration] = useState<(typeof KINDS)[number] | null>(branch?.registration ?? null);
  const [address, setAddress] = useState(branch?.address ?? '');
  const [handler, setHandler] = useState(branch?.handler.name ?? '');
  const [mobile, setMobile] = useState('');
  const saved = { onSuccess: ({ items }: { items: readonly BranchView[] }) => onSaved(items) };
  const add = useCommand(endpoints.branches.add, { ...saved, refresh: [endpoints.branches.own] });
  const change = useCommand(endpoints.branches.change, { ...saved, refresh: [endpoints.branches.own] });
  const [read, number] = [readCode(code), readMobile(mobile)];
  const keeps = branch !== null && mobile.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      name: firstError(organisationName.normalise(name).findings, t('branches.name')),
      code: firstError(read.findings, t('branches.code')),
      registration:
        registration === null
          ? t('branches.registrationMissing')
          : registration === 'none'
            ? t('branches.notRegistered')
            : undefined,
      address: address.trim().length < SHORTEST_ADDRESS ? t('branches.addressMissing') : undefined,
      'handler.name': firstError(personName.normalise(handler).findings, t('branches.handler')),
      'handler.mobile': keeps ? undefined : firstError(number.findings, t('branches.handlerMobile')),
    });
    if (!clean || registration === null) return;
    const basics = { access, name, code: read.cleaned, registration, address: address.trim() };
    const onError = (problem: unknown) => {
      form.refused(problem);
      onRefused(problem);
    };
    if (branch === null) {
      add.mutate({ body: { ...basics, handler: { name: handler, mobile: number.cleaned } } }, { onError });
      return;
    }
    const changed = keeps ? { name: handler } : { name: handler, mobile: number.cleaned };
    change.mutate({ params: { branch: branch.id }, body: { ...basics, handler: changed } }, { onError });
  }
  return (
    <Panel title={t(branch ? 'branches.editTitle' : 'branches.addTitle')}>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      {form.summary.length === 0 && <ProblemAlert problem={add.error ?? change.error} />}
      <form noValidate onSubmit={submit} className="narrow">
        <Field id={form.idOf('name')} label={t('branches.name')} hint={t('branches.nameHint')} error={form.errors.name}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              value={name}
              onChange={(event) => form.on('name', setName)(event.target.value)}
            />
          )}
        </Field>
        <OrganisationCodeField
          id={form.idOf('code')}
          label={t('branches.code')}
          value={code}
          onChange={form.on('code', setCode)}
          error={form.errors.code}
        />
        <div id={form.idOf('registration')} tabIndex={-1}>
          <RadioGroup
            legend={t('branches.registration')}
            name="registration"
            value={registration}
            options={KINDS.map((value) => ({ value, label: t(`branches.registered.${value}`) }))}
            onChange={form.on('registration', setRegistration)}
          />
          {form.errors.registration && <p className="field-error">{form.errors.registration}</p>}
        </div>
        <Field id={form.idOf('address')} label={t('branches.address')} error={form.errors.address}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              value={address}
              onChange={(event) => form.on('address', setAddress)(event.target.value)}
            />
          )}
        </Field>
        <Field
          id={form.idOf('handler.name')}
          label={t('branches.handler')}
          hint={t('branches.handlerHint')}
          error={form.errors['handler.name']}
        >
          {(ids) => (
            <Input
              {...ids}
              maxLength={60}
              value={handler}
              onChange={(event) => form.on('handler.name', setHandler)(event.target.value)}
            />
          )}
        </Field>
        <MobileField
          id={form.idOf('handler.mobile')}
          label={t('branches.handlerMobile')}
          {...(branch ? { hint: t('branches.handlerMobileKept', { mobile: branch.handler.mobileMasked }) } : {})}
          value={mobile}
          onChange={form.on('handler.mobile', setMobile)}
          error={form.errors['handler.mobile']}
        />
        <div className="buttons">
          <Button type="primary" size="large" htmlType="submit" loading={add.isPending || change.isPending}>
            {t('branches.save')}
          </Button>
          <Button size="large" onClick={onCancel}>
            {t('common:cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
