import { call } from '@yinxin/client';
import type { CertificateProof } from '@yinxin/contract';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { transport } from '../../shared/api/index.ts';
import { useAssistant } from '../../shared/assistant/index.ts';
import { Reader } from '../order/steps/reader.tsx';
import { RunState } from '../order/steps/run-parts.tsx';
import { useRun } from '../order/steps/use-run.ts';

/** The key in the reader answers a challenge; the PIN is asked for on the assistant's own page. */
export function CertificateAnswer({
  label,
  onProof,
}: {
  readonly label: string;
  /** Hands the proof to the hall; what it throws is shown. */
  readonly onProof: (proof: CertificateProof) => Promise<void>;
}) {
  const { t } = useTranslation('account');
  const assistant = useAssistant();
  const { client, medium } = assistant;
  const run = useRun(async (telling) => {
    if (!medium) return;
    const challenge = await call(transport, endpoints.access.challenge, {});
    const { certificate, signature } = await client.signIn({ serial: medium.serial, nonce: challenge.nonce }, telling);
    await onProof({ challenge: challenge.id, certificate, signature });
  });
  return (
    <>
      <Reader assistant={assistant} />
      <RunState run={run} />
      <Button
        type="primary"
        size="large"
        loading={run.running}
        disabled={medium === null}
        onClick={() => void run.run()}
      >
        {label}
      </Button>
      <p className="small quiet">{t('byCertificate.note')}</p>
    </>
  );
}
