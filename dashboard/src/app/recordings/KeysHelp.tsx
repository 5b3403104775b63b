import { useState } from 'react';
import { type MessageKey, t } from '../../i18n/t.ts';
import type { KeyAction, KeyMap } from '../../keys/key-map.ts';
import { keyText } from '../../keys/key-name.ts';
import { useOwnKeys } from '../../keys/own-keys.store.ts';
import { Button } from '../../ui/Button.tsx';
import { InfoDialog } from '../../ui/InfoDialog.tsx';
import { ChangeKeys, ResetKeys } from './ChangeKeys.tsx';
import styles from './KeysHelp.module.css';

/** A page plays one camera, or several together. */
type Page = 'camera' | 'several';

type Row = {
  readonly keys: readonly string[];
  readonly what: Exclude<Extract<MessageKey, `keys.${string}`>, `keys.change${string}`>;
  /** The page that alone has this key; without it both have. */
  readonly only?: Page;
};

/** Two keys held together; with Shift they are not. */
const together = (keys: KeyMap): readonly string[] => {
  const pairs = [keys.reverse, keys.forward].map((play) => [keys.toggle, play]);
  return pairs
    .filter((pair) => pair.every((name) => name.length === 1))
    .map((pair) => pair.map(keyText).join(' + '));
};

const rowsOf = (keys: KeyMap): readonly Row[] => {
  const of = (...actions: readonly KeyAction[]) => actions.map((action) => keyText(keys[action]));
  return [
    { keys: ['Space', ...of('toggle')], what: 'keys.toggle' },
    { keys: of('forward'), what: 'keys.forward' },
    { keys: of('reverse'), what: 'keys.reverse' },
    { keys: together(keys), what: 'keys.slow' },
    { keys: of('pictureBack', 'pictureOn'), what: 'keys.picture' },
    { keys: ['←', '→'], what: 'keys.five' },
    { keys: ['Shift ←', 'Shift →'], what: 'keys.minute' },
    { keys: ['Ctrl ←', 'Ctrl →'], what: 'keys.sequence' },
    { keys: of('previousMark', 'nextMark'), what: 'keys.mark' },
    { keys: of('bookmark'), what: 'keys.bookmark' },
    { keys: of('time'), what: 'keys.time' },
    { keys: ['Home', 'End'], what: 'keys.edge' },
    { keys: ['0', '…', '9'], what: 'keys.share' },
    { keys: of('live'), what: 'keys.live' },
    { keys: ['+', '-'], what: 'keys.zoom' },
    { keys: of('fit'), what: 'keys.fit' },
    { keys: of('selectFrom', 'selectTo'), what: 'keys.select' },
    { keys: ['Esc'], what: 'keys.clear' },
    { keys: ['↑', '↓'], what: 'keys.track', only: 'several' },
    { keys: of('export'), what: 'keys.export' },
    { keys: of('record'), what: 'keys.record' },
    { keys: of('snapshot'), what: 'keys.snapshot' },
    { keys: of('link'), what: 'keys.link' },
    { keys: of('mute'), what: 'keys.mute' },
    { keys: of('fullscreen'), what: 'keys.fullscreen' },
    { keys: ['?'], what: 'keys.help' },
  ];
};

type KeysHelpProps = { readonly page: Page; readonly open: boolean; readonly onClose: () => void };

/**
 * What each key does on a page, and the way to others. Keys are not translated; they mean time, so right is later in every
 * language.
 */
export function KeysHelp({ page, open, onClose }: KeysHelpProps) {
  const [changing, setChanging] = useState(false);
  const close = () => {
    setChanging(false);
    onClose();
  };
  return (
    <InfoDialog
      open={open}
      onClose={close}
      title={t(changing ? 'keys.change.title' : 'keys.title')}
      close={t('keys.close')}
      extra={
        <>
          {changing && <ResetKeys />}
          <Button onClick={() => setChanging(!changing)}>
            {t(changing ? 'keys.change.back' : 'keys.change')}
          </Button>
        </>
      }
    >
      {changing ? <ChangeKeys /> : <KeyList page={page} />}
    </InfoDialog>
  );
}

function KeyList({ page }: { readonly page: Page }) {
  const keys = useOwnKeys((own) => own.keys);
  return (
    <dl className={styles.keys}>
      {rowsOf(keys)
        .filter(({ only, keys }) => keys.length > 0 && (only === undefined || only === page))
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
  );
}
