import { type MessageKey, t } from '../../i18n/t.ts';
import { InfoDialog } from '../../ui/InfoDialog.tsx';
import styles from './KeysHelp.module.css';

/** A page plays one camera, or several together. */
type Page = 'camera' | 'several';

type Row = {
  readonly keys: readonly string[];
  readonly what: Extract<MessageKey, `keys.${string}`>;
  /** The page that alone has this key; without it both have. */
  readonly only?: Page;
};

const rows: readonly Row[] = [
  { keys: ['Space', 'K'], what: 'keys.toggle' },
  { keys: ['L'], what: 'keys.forward' },
  { keys: ['J'], what: 'keys.reverse' },
  { keys: ['K + J', 'K + L'], what: 'keys.slow' },
  { keys: [',', '.'], what: 'keys.picture' },
  { keys: ['←', '→'], what: 'keys.five' },
  { keys: ['Shift ←', 'Shift →'], what: 'keys.minute' },
  { keys: ['Ctrl ←', 'Ctrl →'], what: 'keys.sequence' },
  { keys: ['P', 'N'], what: 'keys.mark' },
  { keys: ['B'], what: 'keys.bookmark' },
  { keys: ['G'], what: 'keys.time' },
  { keys: ['Home', 'End'], what: 'keys.edge' },
  { keys: ['0', '…', '9'], what: 'keys.share' },
  { keys: ['Shift L'], what: 'keys.live' },
  { keys: ['+', '-'], what: 'keys.zoom' },
  { keys: ['Shift Z'], what: 'keys.fit' },
  { keys: ['[', ']'], what: 'keys.select' },
  { keys: ['Esc'], what: 'keys.clear' },
  { keys: ['↑', '↓'], what: 'keys.track', only: 'several' },
  { keys: ['E'], what: 'keys.export' },
  { keys: ['R'], what: 'keys.record' },
  { keys: ['S'], what: 'keys.snapshot' },
  { keys: ['C'], what: 'keys.link' },
  { keys: ['M'], what: 'keys.mute' },
  { keys: ['F'], what: 'keys.fullscreen' },
  { keys: ['?'], what: 'keys.help' },
];

type KeysHelpProps = { readonly page: Page; readonly open: boolean; readonly onClose: () => void };

/** What each key does on a page. Keys are not translated; they mean time, so right is later in every language. */
export const KeysHelp = ({ page, open, onClose }: KeysHelpProps) => (
  <InfoDialog open={open} onClose={onClose} title={t('keys.title')} close={t('keys.close')}>
    <dl className={styles.keys}>
      {rows
        .filter(({ only }) => only === undefined || only === page)
        .map(({ keys, what }) => (
          <div key={what} className={styles.row}>
            <dt dir="ltr">
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
    </dl>
  </InfoDialog>
);
