import { type ActivationView, endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';

const { list, detail, enterShare, deactivate } = endpoints.authorities;

/** m of n operators open this key (多人启用): who has entered a share, and the place to enter one's own. */
export function ActivationPanel({
  name,
  activation,
}: {
  readonly name: string;
  readonly activation: z.infer<typeof ActivationView>;
}) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  const { staff } = useSession();
  const mayAct = staff?.roles.includes('administrator') ?? false;
  const end = useCommand(deactivate, { refresh: [detail, list] });
  return (
    <Panel title={t('activation.title')} tone={activation.active ? 'plain' : 'act'}>
      <Notice
        kind={activation.active ? 'good' : 'wait'}
        title={
          activation.active
            ? t('activation.active', { at: activation.activeSince ? format.moment(activation.activeSince) : '' })
            : t('activation.count', { entered: activation.entered.length, threshold: activation.threshold })
        }
      >
        {!activation.active && <p>{t('activation.waits')}</p>}
      </Notice>
      <Facts
        of={[
          [
            t('activation.operators'),
            activation.operators
              .map((one) => (one.collected ? one.name : t('activation.notCollected', { name: one.name })))
              .join(' · '),
          ],
          [t('activation.entered'), activation.entered.map((one) => one.name).join(' · ')],
        ]}
      />
      <ProblemAlert problem={end.error} />
      {mayAct && !activation.active && <EnterShare name={name} />}
      {mayAct && activation.active && (
        <Button danger loading={end.isPending} onClick={() => end.mutate({ params: { name } })}>
          {t('activation.end')}
        </Button>
      )}
    </Panel>
  );
}

function EnterShare({ name }: { readonly name: string }) {
  const { t } = useTranslation('console-authority');
  const [share, setShare] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const command = useCommand(enterShare, {
    refresh: [detail, list],
    onSuccess: () => {
      setShare('');
      setPassphrase('');
    },
  });
  return (
    <form
      className="inner"
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({ params: { name }, body: { share: share.trim(), passphrase } });
      }}
    >
      <Field label={t('activation.share')} hint={t('activation.shareHint')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={4000}
            autoComplete="off"
            spellCheck={false}
            className="code"
            value={share}
            onChange={(event) => setShare(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('activation.passphrase')}>
        {(ids) => (
          <Input.Password
            {...ids}
            autoComplete="off"
            maxLength={200}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={command.error} />
      <Button
        type="primary"
        htmlType="submit"
        loading={command.isPending}
        disabled={share.trim().length < 10 || passphrase === ''}
      >
        {t('activation.enter')}
      </Button>
    </form>
  );
}
