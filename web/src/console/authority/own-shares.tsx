import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { saveText } from './save-text.ts';

const { operators, enrol, ownShares, collectShare } = endpoints.authorities;

/** What concerns the reader as an operator: the own passphrase for shares, and shares that wait to be collected. */
export function OwnShares() {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  const known = useCall(operators, {});
  return (
    <Panel title={t('operator.title')}>
      <p>{t('operator.lead')}</p>
      <Answered query={known}>
        {(answer) => {
          const self = answer.items.find((one) => one.isSelf);
          return (
            <>
              {self ? <p>{t('operator.enrolled', { at: format.moment(self.enrolledAt) })}</p> : <Enrolment />}
              <p className="small quiet">
                {t('operator.others', {
                  names: answer.items.map((one) => one.name).join(' · ') || t('operator.nobody'),
                })}
              </p>
            </>
          );
        }}
      </Answered>
      <WaitingShares />
    </Panel>
  );
}

function Enrolment() {
  const { t } = useTranslation('console-authority');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const command = useCommand(enrol, { refresh: [operators] });
  const differs = again !== '' && again !== passphrase;
  return (
    <form
      className="inner"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase.length >= 12 && again === passphrase) command.mutate({ body: { passphrase } });
      }}
    >
      <Field label={t('operator.passphrase')} hint={t('operator.passphraseHint')}>
        {(ids) => (
          <Input.Password
            {...ids}
            autoComplete="new-password"
            maxLength={200}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('operator.again')} error={differs ? t('operator.differs') : undefined}>
        {(ids) => (
          <Input.Password
            {...ids}
            autoComplete="new-password"
            maxLength={200}
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={command.error} />
      <Button htmlType="submit" loading={command.isPending} disabled={passphrase.length < 12 || again !== passphrase}>
        {t('operator.enrol')}
      </Button>
    </form>
  );
}

function WaitingShares() {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  const waiting = useCall(ownShares, {});
  const collect = useCommand(collectShare, {
    refresh: [ownShares, endpoints.authorities.list],
    onSuccess: ({ fileName, share }) => saveText(fileName, share),
  });
  return (
    <>
      <ProblemAlert problem={collect.error} />
      {collect.data && (
        <Notice kind="good" title={t('operator.collected', { file: collect.data.fileName })} live="polite">
          <pre className="raw">{collect.data.share}</pre>
        </Notice>
      )}
      <Answered query={waiting}>
        {(answer) => (
          <ul className="log">
            {answer.items.map((one) => (
              <li key={one.authority}>
                {t('operator.waiting', { authority: one.authority, at: format.moment(one.dealtAt) })}{' '}
                <Button
                  size="small"
                  loading={collect.isPending}
                  onClick={() => collect.mutate({ params: { name: one.authority } })}
                >
                  {t('operator.collect')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </>
  );
}
