import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../shared/api/index.ts';
import { Field, Select } from '../shared/form/index.ts';
import { keep, REGISTRATION, Registration, useKept } from '../shared/kept.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../shared/parts/index.ts';

/** Places to be registered in: two of the province and one outside, so that the region rule can be met. */
const REGIONS = ['360100', '361000', '110000', '440300'] as const;

/** How many of those invented in this tab stay listed. */
const MOST = 10;

export function InventPanel() {
  const { t } = useTranslation('sandbox');
  const [region, setRegion] = useState<string>(REGIONS[0]);
  const [name, setName] = useState('');
  const [invented, setInvented] = useKept('yinxin-invented', z.array(Registration), []);
  const invent = useCommand(endpoints.sandbox.register, {
    onSuccess: (one) => setInvented((former) => [one, ...former].slice(0, MOST)),
  });
  return (
    <Panel title={t('invent.title')} tone="act">
      <p>{t('invent.text')}</p>
      <Field label={t('invent.region')}>
        {(ids) => (
          <Select
            ids={ids}
            value={region}
            onChange={setRegion}
            options={REGIONS.map((one) => ({ value: one, label: t(`invent.regions.${one}`) }))}
          />
        )}
      </Field>
      <Field label={t('invent.name')} optional>
        {(ids) => <Input {...ids} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button
        type="primary"
        loading={invent.isPending}
        onClick={() => invent.mutate({ body: name.trim() ? { region, name: name.trim() } : { region } })}
      >
        {t('invent.go')}
      </Button>
      <ProblemAlert problem={invent.error} />
      {invented.map((one, at) => (
        <Invented key={one.creditCode} one={one} fresh={at === 0 && one.creditCode === invent.data?.creditCode} />
      ))}
    </Panel>
  );
}

/** An organisation made here before, with the way to its registration. */
function Invented({ one, fresh }: { readonly one: Registration; readonly fresh: boolean }) {
  const { t } = useTranslation('sandbox');
  return (
    <Notice
      kind="good"
      title={one.name}
      {...(fresh ? { live: 'polite' as const } : {})}
      action={
        <a href="/register" onClick={() => keep(REGISTRATION, one)}>
          {t('invent.register')}
        </a>
      }
    >
      <Facts
        of={[
          [
            t('invent.code'),
            <span key="c" className="code">
              {one.creditCode}
            </span>,
          ],
          [
            t('invent.groups'),
            <span key="g" className="code">
              {creditCode.group(one.creditCode)}
            </span>,
          ],
          [
            t('invent.mobile'),
            <span key="m" className="code">
              {one.mobile}
            </span>,
          ],
        ]}
      />
    </Notice>
  );
}
