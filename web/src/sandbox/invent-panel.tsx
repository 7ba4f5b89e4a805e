import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../shared/api/index.ts';
import { Field, Select } from '../shared/form/index.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../shared/parts/index.ts';

/** Places to be registered in: two of the province and one outside, so that the region rule can be met. */
const REGIONS = ['360100', '361000', '110000', '440300'] as const;

export function InventPanel() {
  const { t } = useTranslation('sandbox');
  const [region, setRegion] = useState<string>(REGIONS[0]);
  const [name, setName] = useState('');
  const invent = useCommand(endpoints.sandbox.register);
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
      {invent.data && (
        <Notice
          kind="good"
          title={invent.data.name}
          live="polite"
          action={<a href="/register">{t('invent.register')}</a>}
        >
          <Facts
            of={[
              [
                t('invent.code'),
                <span key="c" className="code">
                  {invent.data.creditCode}
                </span>,
              ],
              [
                t('invent.groups'),
                <span key="g" className="code">
                  {creditCode.group(invent.data.creditCode)}
                </span>,
              ],
              [
                t('invent.mobile'),
                <span key="m" className="code">
                  {invent.data.mobile}
                </span>,
              ],
            ]}
          />
        </Notice>
      )}
    </Panel>
  );
}
