import { endpoints, type SELF_CODE_PURPOSES } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { Field } from '../../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../../shared/parts/index.ts';
import { SandboxSms } from '../../parts/sandbox-sms.tsx';

/** The code of a step from a text message to the handler, with the button that asks for a new one. */
export function StepCodeField({
  id,
  orderId,
  purpose,
  value,
  onChange,
  sentTo,
}: {
  readonly id: string;
  readonly orderId: string;
  readonly purpose: (typeof SELF_CODE_PURPOSES)[number];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The mobile, masked, that has a code already. */
  readonly sentTo: string | null;
}) {
  const { t } = useTranslation('steps');
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = window.setTimeout(() => setLeft(left - 1), 1000);
    return () => window.clearTimeout(timer);
  }, [left]);
  const send = useCommand(endpoints.selfService.sendCode, {
    onSuccess: ({ retryAfterSeconds }) => setLeft(retryAfterSeconds),
  });
  const to = send.data?.sentTo ?? sentTo;
  return (
    <>
      <Field id={id} label={t('code.label')} hint={to ? t('code.sentTo', { mobile: to }) : t('code.hint')}>
        {(ids) => (
          <div className="beside">
            <Input
              {...ids}
              autoComplete="one-time-code"
              maxLength={40}
              value={value}
              onChange={(event) => onChange(event.target.value.trim())}
            />
            <Button
              loading={send.isPending}
              disabled={left > 0}
              onClick={() => send.mutate({ params: { id: orderId }, body: { purpose } })}
            >
              {left > 0 ? t('code.wait', { seconds: left }) : t(to ? 'code.again' : 'code.send')}
            </Button>
          </div>
        )}
      </Field>
      <ProblemAlert problem={send.error} />
      {send.data && <Notice kind="good" title={t('code.sent')} live="polite" />}
      {to && <SandboxSms key={send.submittedAt} />}
    </>
  );
}
