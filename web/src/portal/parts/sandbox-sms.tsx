import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useSession } from '../../shared/session/index.tsx';

/** In the sandbox there is no telephone: the newest text message is read here instead. */
export function SandboxSms({ to }: { readonly to?: string | undefined }) {
  const { mode } = useSession();
  if (mode !== 'sandbox') return null;
  return <Newest to={to} />;
}

function Newest({ to }: { readonly to: string | undefined }) {
  const { t } = useTranslation('account');
  const messages = useCall(endpoints.sandbox.messages, { query: to ? { to } : {} }, { refetchInterval: 2_000 });
  const newest = [...(messages.data?.items ?? [])]
    .filter((one) => one.channel === 'sms')
    .sort((a, b) => b.at.localeCompare(a.at))[0];
  return (
    <div className="phone">
      <p className="small">{t('sms.sandbox')}</p>
      <p className="phone-bubble">{newest ? newest.text : t('sms.sandboxNone')}</p>
    </div>
  );
}
