import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../../shared/session/index.tsx';

/** Pages of an organisation: whoever is not signed in goes to the sign-in and comes back here afterwards. */
export function SignedIn() {
  const { organisation } = useSession();
  const router = useRouter();
  const navigate = useNavigate();
  const isIn = organisation !== null;
  useEffect(() => {
    // The address is read once, when the session ends: on the way to the sign-in it is already another one.
    if (!isIn) void navigate({ to: '/sign-in', search: { next: router.latestLocation.href }, replace: true });
  }, [isIn, navigate, router]);
  return isIn ? <Outlet /> : null;
}
