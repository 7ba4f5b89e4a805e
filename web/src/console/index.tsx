import { RouterProvider } from '@tanstack/react-router';
import { router } from './router.tsx';
import './console.css';

/**
 * The staff's side, a chunk of its own: rendered inside the shared providers for every address under `/console`.
 * Its words are `texts/{zh-CN,en}/console*.json`, loaded only here.
 */
export default function Console() {
  return <RouterProvider router={router} />;
}
