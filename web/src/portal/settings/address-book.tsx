import { endpoints } from '@yinxin/contract';
import { personName, mobile as readMobile } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { ErrorSummary, Field } from '../../shared/form/index.ts';
import { EmptyState, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useFirstError } from '../parts/findings.tsx';
import { MobileField } from '../parts/mobile-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

const api = endpoints.addresses;
const SHORTEST_ADDRESS = 5;

function useAddresses() {
  return useCall(api.list, {});
}
type Kept = NonNullable<ReturnType<typeof useAddresses>['data']>['items'][number];

/** Mailing addresses 地址维护, one of them the default (IT-07). */
export function AddressBook() {
  const { t } = useTranslation('settings');
  const list = useAddresses();
  const [editing, setEditing] = useState<Kept | 'new' | null>(null);
  const change = useCommand(api.change, { refresh: [api.list] });
  const remove = useCommand(api.remove, { refresh: [api.list] });
  const items = list.data?.items ?? [];
  const close = () => setEditing(null);
  return (
    <Panel title={t('addresses.title')}>
      <p>{t('addresses.lead')}</p>
      <ProblemAlert problem={list.error ?? change.error ?? remove.error} />
      {list.isPending && <p role="status">{t('common:loading')}</p>}
      {list.data && items.length === 0 && <EmptyState title={t('addresses.empty')} />}
      <ul className="cards">
        {items.map((one) => {
          const { id, isDefault, ...address } = one;
          const params = { address: id };
          return (
            <li key={id}>
              <h3>
                {one.name} {isDefault && <span className="tag">{t('addresses.default')}</span>}
              </h3>
              <p>
                {one.address} {one.postcode}
              </p>
              <p className="code">{one.mobile}</p>
              <div className="buttons">
                <Button
                  size="small"
                  aria-label={`${t('addresses.edit')} ${one.address}`}
                  onClick={() => setEditing(one)}
                >
                  {t('addresses.edit')}
                </Button>
                {!isDefault && (
                  <Button
                    size="small"
                    aria-label={`${t('addresses.makeDefault')} ${one.address}`}
                    onClick={() => change.mutate({ params, body: { ...address, isDefault: true } })}
                  >
                    {t('addresses.makeDefault')}
                  </Button>
                )}
                {(!isDefault || items.length === 1) && (
                  <Button
                    size="small"
                    aria-label={`${t('addresses.remove')} ${one.address}`}
                    onClick={() => remove.mutate({ params })}
                  >
                    {t('addresses.remove')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {editing === null ? (
        <Button onClick={() => setEditing('new')}>{t('addresses.add')}</Button>
      ) : (
        <AddressForm
          key={editing === 'new' ? 'new' : editing.id}
          known={editing === 'new' ? null : editing}
          onDone={close}
        />
      )}
    </Panel>
  );
}

function AddressForm({ known, onDone }: { readonly known: Kept | null; readonly onDone: () => void }) {
  const { t } = useTranslation('settings');
  const firstError = useFirstError();
  const form = useFormErrors('address', ['name', 'mobile', 'address']);
  const [name, setName] = useState(known?.name ?? '');
  const [mobile, setMobile] = useState(known?.mobile ?? '');
  const [address, setAddress] = useState(known?.address ?? '');
  const [postcode, setPostcode] = useState(known?.postcode ?? '');
  const options = { refresh: [api.list], onSuccess: onDone };
  const add = useCommand(api.add, options);
  const change = useCommand(api.change, options);
  const readName = personName.normalise(name);
  const number = readMobile(mobile);
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      name: firstError(readName.findings, t('order:recipient.name')),
      mobile: firstError(number.findings, t('order:recipient.mobile')),
      address: address.trim().length < SHORTEST_ADDRESS ? t('order:recipient.addressShort') : undefined,
    });
    if (!clean) return;
    const body = {
      name: readName.cleaned,
      mobile: number.cleaned,
      address: address.trim(),
      ...(postcode.trim() === '' ? {} : { postcode: postcode.trim() }),
      isDefault: known?.isDefault ?? false,
    };
    if (known) change.mutate({ params: { address: known.id }, body });
    else add.mutate({ body });
  }
  return (
    <form noValidate className="narrow" onSubmit={submit}>
      <h3>{t(known ? 'addresses.editTitle' : 'addresses.add')}</h3>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      <Field id={form.idOf('name')} label={t('order:recipient.name')} error={form.errors.name}>
        {(ids) => (
          <Input {...ids} maxLength={60} value={name} onChange={(e) => form.on('name', setName)(e.target.value)} />
        )}
      </Field>
      <MobileField
        id={form.idOf('mobile')}
        label={t('order:recipient.mobile')}
        value={mobile}
        onChange={form.on('mobile', setMobile)}
        error={form.errors.mobile}
      />
      <Field id={form.idOf('address')} label={t('order:recipient.address')} error={form.errors.address}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoSize={{ minRows: 2 }}
            maxLength={200}
            autoComplete="street-address"
            value={address}
            onChange={(e) => form.on('address', setAddress)(e.target.value)}
          />
        )}
      </Field>
      <Field label={t('order:recipient.postcode')} optional>
        {(ids) => (
          <Input
            {...ids}
            inputMode="numeric"
            maxLength={10}
            value={postcode}
            onChange={(e) => setPostcode(e.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={add.error ?? change.error} />
      <div className="buttons">
        <Button htmlType="submit" type="primary" loading={add.isPending || change.isPending}>
          {t('addresses.save')}
        </Button>
        <Button onClick={onDone}>{t('addresses.back')}</Button>
      </div>
    </form>
  );
}
