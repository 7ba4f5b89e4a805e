import { RouterProvider } from '@tanstack/react-router';
import { router } from './router.tsx';
import './portal.css';

/** The applicants' side of the hall. */
export default function Portal() {
  return <RouterProvider router={router} />;
}
