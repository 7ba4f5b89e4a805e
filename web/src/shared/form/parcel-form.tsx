import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { CodeField } from './code-field.tsx';
import { Field } from './field.tsx';

export interface TypedParcel {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** Carrier and tracking number of a parcel; `children` draws the button and says why it is off. */
export function ParcelForm({
  labels,
  usual,
  onSend,
  children,
}: {
  readonly labels: { readonly carrier: string; readonly tracking: string };
  /** The courier usually sent with. */
  readonly usual: string;
  readonly onSend: (parcel: TypedParcel) => void;
  /** `parcel` is null until both are filled in. */
  readonly children: (parcel: TypedParcel | null, send: () => void) => ReactNode;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const [tracking, setTracking] = useState('');
  const carrier = typed ?? usual;
  const complete = carrier.trim() !== '' && tracking.trim() !== '';
  const parcel = complete ? { carrier: carrier.trim(), trackingNumber: tracking.trim() } : null;
  const send = () => {
    if (parcel) onSend(parcel);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={labels.carrier}>
        {(ids) => <Input {...ids} maxLength={40} value={carrier} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <CodeField label={labels.tracking} value={tracking} onChange={setTracking} />
      {children(parcel, send)}
    </form>
  );
}
