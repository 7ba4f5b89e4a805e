import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { personName, mobile as readMobile } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, Field, RadioGroup } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { useFirstError } from './findings.tsx';
import { MobileField } from './mobile-field.tsx';
import { useFormErrors } from './use-form-errors.ts';
import { useOrderCommand } from './use-order.ts';

type Mode = 'post' | 'collect';

/** Posted or collected, and who receives it: may be somebody else than the applicant (JX-44). */
export function RecipientForm({
  view,
  programme,
  handler,
  onDone,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
  /** Name and mobile of the handler, offered again instead of being typed again. */
  readonly handler: { readonly name: string; readonly mobile: string } | null;
  readonly onDone?: () => void;
}) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const firstError = useFirstError();
  const form = useFormErrors('recipient', ['mode', 'name', 'mobile', 'address']);
  const { recipient } = view.delivery;
  const [mode, setMode] = useState<Mode | null>(view.delivery.mode);
  const [name, setName] = useState(recipient?.name ?? '');
  const [mobile, setMobile] = useState(recipient?.mobile ?? '');
  const [address, setAddress] = useState(recipient?.address ?? '');
  const [postcode, setPostcode] = useState(recipient?.postcode ?? '');
  const save = useOrderCommand(() => onDone?.());
  const readName = personName.normalise(name);
  const number = readMobile(mobile);

  function submit(event: FormEvent) {
    event.preventDefault();
    const posted = mode === 'post';
    const clean = form.check({
      mode: mode === null ? t('recipient.modeMissing') : undefined,
      name: posted ? firstError(readName.findings, t('recipient.name')) : undefined,
      mobile: posted ? firstError(number.findings, t('recipient.mobile')) : undefined,
      address: posted && address.trim().length < 5 ? t('recipient.addressShort') : undefined,
    });
    if (!clean || mode === null) return;
    const to = {
      name: readName.cleaned,
      mobile: number.cleaned,
      address: address.trim(),
      ...(postcode.trim() === '' ? {} : { postcode: postcode.trim() }),
    };
    save.mutate({
      params: { id: view.id },
      body: { command: { type: 'set-delivery', mode, ...(posted ? { recipient: to } : {}) } },
    });
  }
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      <div id={form.idOf('mode')} tabIndex={-1}>
        <RadioGroup<Mode>
          legend={t('recipient.mode')}
          name="delivery-mode"
          value={mode}
          onChange={form.on('mode', setMode)}
          options={programme.deliveryModes.map((one) => ({
            value: one,
            label: t(`recipient.modes.${one}`),
            hint:
              one === 'collect'
                ? `${local(programme.hall.address)} · ${local(programme.hall.hours)}`
                : t('recipient.postHint'),
          }))}
        />
      </div>
      {mode === 'post' && (
        <>
          {handler && (
            <p>
              <Button
                size="small"
                onClick={() => {
                  setName(handler.name);
                  setMobile(handler.mobile);
                }}
              >
                {t('recipient.same', { name: handler.name })}
              </Button>
            </p>
          )}
          <Field
            id={form.idOf('name')}
            label={t('recipient.name')}
            hint={t('recipient.nameHint')}
            error={form.errors.name}
          >
            {(ids) => (
              <Input
                {...ids}
                maxLength={60}
                value={name}
                onChange={(event) => form.on('name', setName)(event.target.value)}
              />
            )}
          </Field>
          <MobileField
            id={form.idOf('mobile')}
            label={t('recipient.mobile')}
            value={mobile}
            onChange={form.on('mobile', setMobile)}
            error={form.errors.mobile}
          />
          <Field
            id={form.idOf('address')}
            label={t('recipient.address')}
            hint={t('recipient.addressHint')}
            error={form.errors.address}
          >
            {(ids) => (
              <Input.TextArea
                {...ids}
                autoSize={{ minRows: 2 }}
                maxLength={200}
                autoComplete="street-address"
                value={address}
                onChange={(event) => form.on('address', setAddress)(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('recipient.postcode')} optional>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                maxLength={10}
                autoComplete="postal-code"
                value={postcode}
                onChange={(event) => setPostcode(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
      <ProblemAlert problem={save.error} />
      {save.isSuccess && <Notice kind="good" title={t('recipient.saved')} live="polite" />}
      <Button htmlType="submit" type="primary" ghost loading={save.isPending}>
        {t('recipient.save')}
      </Button>
    </form>
  );
}
