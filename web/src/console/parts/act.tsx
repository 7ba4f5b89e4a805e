import type { ActionView } from '@yinxin/contract';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import type { z } from 'zod';
import { useLocal } from '../../shared/language/index.ts';

export type Actions = readonly z.infer<typeof ActionView>[];

/** Why a command would be refused now, in the language of the page; null when it is offered. */
export function useRefusal(actions: Actions): (command: string) => string | null {
  const local = useLocal();
  return (command) => {
    const refusal = actions.find((one) => one.command === command)?.refusal;
    return refusal ? `${local(refusal.detail)} ${local(refusal.next)}` : null;
  };
}

/** A button that, when it is off, stays reachable and says why. */
export function Act({
  children,
  why,
  onClick,
  primary,
  danger,
  loading,
  small,
  quietWhy,
}: {
  readonly children: ReactNode;
  /** Why it is off; null when it works. */
  readonly why: string | null;
  readonly onClick: () => void;
  readonly primary?: boolean;
  readonly danger?: boolean;
  readonly loading?: boolean;
  readonly small?: boolean;
  /** The reason stands elsewhere on the page already: only spoken here. */
  readonly quietWhy?: boolean;
}) {
  const reason = useId();
  return (
    <span className="act">
      <Button
        type={primary ? 'primary' : 'default'}
        danger={danger ?? false}
        size={small ? 'small' : 'middle'}
        loading={loading ?? false}
        aria-disabled={why !== null}
        aria-describedby={why === null ? undefined : reason}
        className={why === null ? '' : 'act-off'}
        title={why ?? ''}
        onClick={() => {
          if (why === null) onClick();
        }}
      >
        {children}
      </Button>
      {why !== null && (
        <span id={reason} className={quietWhy ? 'hidden-visually' : 'act-why'}>
          {why}
        </span>
      )}
    </span>
  );
}
