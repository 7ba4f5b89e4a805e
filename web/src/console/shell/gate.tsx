import { useSession } from '../../shared/session/index.tsx';
import { ChangePasswordPage } from './change-password-page.tsx';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in-page.tsx';

/** Nobody sees a page of the console before signing in, nor before replacing a one-time password. */
export function Gate() {
  const { staff } = useSession();
  if (!staff) return <SignInPage />;
  if (staff.mustChangePassword) return <ChangePasswordPage forced />;
  return <Shell staff={staff} />;
}
