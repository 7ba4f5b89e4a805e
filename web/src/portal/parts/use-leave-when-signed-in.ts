import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../../shared/session/index.tsx';

/** Goes on to `next` as soon as an organisation is signed in: after signing in, after registering, or already before. */
export function useLeaveWhenSignedIn(next: string): void {
  const navigate = useNavigate();
  const isIn = useSession().organisation !== null;
  useEffect(() => {
    if (isIn) void navigate({ to: next, replace: true });
  }, [isIn, navigate, next]);
}
