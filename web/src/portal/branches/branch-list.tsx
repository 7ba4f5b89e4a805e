import { Link } from '@tanstack/react-router';
import type { BranchView } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { EmptyState, Panel } from '../../shared/parts/index.ts';
import { shownCode } from '../parts/organisation-code-field.tsx';

/** From so many on the list can be searched. */
const MANY = 8;

/** The branches of a parent, each with the way to change it (BJ-29). */
export function BranchList({
  parent,
  items,
  onAdd,
  onEdit,
}: {
  readonly parent: { readonly name: string; readonly creditCode: string };
  readonly items: readonly BranchView[];
  readonly onAdd: () => void;
  readonly onEdit: (branch: BranchView) => void;
}) {
  const { t } = useTranslation('organisation');
  const format = useFormat();
  const search = useId();
  const [wanted, setWanted] = useState('');
  const plain = wanted.trim().toUpperCase();
  const shown = items.filter(({ name, code }) =>
    `${name} ${code} ${code.replace('-', '')}`.toUpperCase().includes(plain),
  );
  return (
    <Panel
      title={parent.name}
      aside={
        <Button type="primary" onClick={onAdd}>
          {t('branches.add')}
        </Button>
      }
    >
      <p>
        <span className="code">{shownCode(parent.creditCode)}</span>
        <span className="quiet"> · {t('branches.count', { count: items.length })}</span>
      </p>
      {items.length > MANY && (
        <search className="filters">
          <div>
            <label htmlFor={search}>{t('branches.search')}</label>
            <Input id={search} allowClear value={wanted} onChange={(event) => setWanted(event.target.value)} />
          </div>
        </search>
      )}
      {items.length === 0 && (
        <EmptyState title={t('branches.empty')}>
          <p>{t('branches.emptyNext')}</p>
        </EmptyState>
      )}
      <ul className="cards">
        {shown.map((branch) => (
          <li key={branch.id}>
            <h3>{branch.name}</h3>
            <p>
              <span className="code">{branch.code}</span>
              <span className="tag">{t(`branches.registered.${branch.registration}`)}</span>
            </p>
            <p>{branch.address}</p>
            <p>{t('branches.handledBy', { name: branch.handler.name, mobile: branch.handler.mobileMasked })}</p>
            <p className="small quiet">
              {t(branch.changedAt ? 'branches.changed' : 'branches.added', {
                at: format.moment(branch.changedAt ?? branch.createdAt),
              })}
            </p>
            <Button onClick={() => onEdit(branch)} aria-label={`${t('branches.edit')} ${branch.name}`}>
              {t('branches.edit')}
            </Button>
          </li>
        ))}
      </ul>
      {items.length > 0 && shown.length === 0 && <p role="status">{t('branches.noneFound')}</p>}
      {items.length > 0 && (
        <p>
          {t('branches.then')} <Link to="/">{t('branches.toProjects')}</Link>
        </p>
      )}
    </Panel>
  );
}
