import type { CallInput } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { SandboxSms } from './sandbox-sms.tsx';

type SmsBody = NonNullable<CallInput<typeof endpoints.session.sendSms>['body']>;

/** Seconds until the next code may be asked for. */
function useCountdown(): readonly [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = window.setTimeout(() => setLeft(left - 1), 1000);
    return () => window.clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}

/** The code from a text message, with the button that asks for it. `body` is null until it can be asked for. */
export function SmsCodeField({
  id,
  value,
  onChange,
  error,
  body,
  onUnready,
  mobile,
}: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly body: SmsBody | null;
  /** Called when a code is wanted but what it goes to is not yet right. */
  readonly onUnready: () => void;
  /** Where the sandbox looks for the message. */
  readonly mobile?: string | undefined;
}) {
  const { t } = useTranslation('account');
  const [left, wait] = useCountdown();
  const send = useCommand(endpoints.session.sendSms, { onSuccess: (answer) => wait(answer.retryAfterSeconds) });
  return (
    <>
      <Field id={id} label={t('sms.label')} hint={t('sms.hint')} error={error}>
        {(ids) => (
          <div className="beside">
            <Input
              {...ids}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              value={value}
              onChange={(event) => onChange(event.target.value.trim())}
            />
            <Button
              loading={send.isPending}
              disabled={left > 0}
              onClick={() => (body ? send.mutate({ body }) : onUnready())}
            >
              {left > 0 ? t('sms.wait', { seconds: left }) : t('sms.send')}
            </Button>
          </div>
        )}
      </Field>
      <ProblemAlert problem={send.error} />
      {send.data && (
        <Notice kind="good" title={t('sms.sent')} live="polite">
          <p>{t('sms.sentNext', { minutes: Math.max(1, Math.floor(send.data.expiresInSeconds / 60)) })}</p>
          <SandboxSms to={mobile} key={send.submittedAt} />
        </Notice>
      )}
    </>
  );
}
