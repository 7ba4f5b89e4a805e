import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/dialog.tsx';
import { useShortcutList } from './shortcuts.tsx';

/** Every key that works on the page shown, and the switch for single keys. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('console');
  const shortcuts = useShortcutList();
  const seen = new Map([...shortcuts.all()].reverse().map((one) => [one.keys, one]));
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {[...seen.values()].map((one) => (
          <div key={one.keys}>
            <dt>
              {one.keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{one.label}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={shortcuts.single}
          onChange={(event) => shortcuts.setSingle(event.target.checked)}
        />
        <span>{t('keys.single')}</span>
      </label>
    </Dialog>
  );
}
