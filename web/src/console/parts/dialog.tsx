export { Dialog } from '../../shared/parts/dialog.tsx';
