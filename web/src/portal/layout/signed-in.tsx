import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useSession } from '../../shared/session/index.tsx';

/** Pages of an organisation: whoever is not signed in goes to the sign-in and comes back here afterwards. */
export function SignedIn() {
  const { organisation } = useSession();
  const { href } = useLocation();
  if (!organisation) return <Navigate to="/sign-in" search={{ next: href }} replace />;
  return <Outlet />;
}
