import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sign, type SignKind } from './sign.tsx';

export type NoticeKind = 'info' | 'good' | 'wait' | 'problem';
const SIGNS: Record<NoticeKind, SignKind> = { info: 'info', good: 'check', wait: 'clock', problem: 'cross' };

/** A box with a sign, a spoken kind and a text; never colour alone. */
export function Notice({
  kind,
  title,
  children,
  live,
  action,
}: {
  readonly kind: NoticeKind;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly live?: 'polite' | 'assertive';
  readonly action?: ReactNode;
}) {
  const { t } = useTranslation('common');
  const role = live === 'assertive' ? 'alert' : live === 'polite' ? 'status' : undefined;
  return (
    <div className={`notice notice-${kind}`} role={role}>
      <Sign kind={SIGNS[kind]} />
      <div className="notice-body">
        <p className="notice-title">
          <span className="hidden-visually">{t(`kind.${kind}`)}</span>
          {title}
        </p>
        {children}
        {action && <div className="notice-action">{action}</div>}
      </div>
    </div>
  );
}
