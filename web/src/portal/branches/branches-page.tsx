import type { Answer } from '@yinxin/client';
import type { BranchView, endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../shared/api/index.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { BranchForm } from './branch-form.tsx';
import { BranchGate } from './branch-gate.tsx';
import { BranchList } from './branch-list.tsx';

/** An opened page; its secret stays in memory and is forgotten with the tab. */
export type Opened = Answer<typeof endpoints.branches.open>;
type Editing = BranchView | 'new' | null;

/** Maintenance of held organisations 持有机构信息维护 (BJ-26 … BJ-30): opened with a code, listed, added, edited. */
export function BranchesPage() {
  const { t } = useTranslation('organisation');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [items, setItems] = useState<readonly BranchView[]>([]);
  const [editing, setEditing] = useState<Editing>(null);
  const [closed, setClosed] = useState(false);
  function open(page: Opened) {
    setOpened(page);
    setItems(page.items);
    setClosed(false);
  }
  function refused(problem: unknown) {
    if (codeOf(problem) !== 'BRANCH_PAGE_CLOSED') return;
    setClosed(true);
    setOpened(null);
  }
  return (
    <>
      <PageTitle title={t('branches.title')} lead={t('branches.lead')}>
        {t('branches.title')}
      </PageTitle>
      {!opened && <BranchGate closed={closed} onOpen={open} />}
      {opened && editing === null && (
        <BranchList parent={opened.parent} items={items} onAdd={() => setEditing('new')} onEdit={setEditing} />
      )}
      {opened && editing !== null && (
        <BranchForm
          key={editing === 'new' ? 'new' : editing.id}
          access={opened.access}
          branch={editing === 'new' ? null : editing}
          onRefused={refused}
          onCancel={() => setEditing(null)}
          onSaved={(all) => {
            setItems(all);
            setEditing(null);
          }}
        />
      )}
    </>
  );
}
