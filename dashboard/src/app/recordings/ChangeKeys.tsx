import { type KeyboardEvent, useState } from 'react';
import { type MessageKey, t } from '../../i18n/t.ts';
import { actionOf, type KeyAction, keyActions, usualKeys } from '../../keys/key-map.ts';
import { type KeyName, keyText, plainName, withShift } from '../../keys/key-name.ts';
import { changeKey, resetKeys, swapKeys, useOwnKeys } from '../../keys/own-keys.store.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './KeysHelp.module.css';

const wordsOf = (action: KeyAction) => t(`keys.${action}` satisfies MessageKey);

/** What came of the last key that was pressed for an action. */
type Outcome =
  | { readonly of: 'done'; readonly action: KeyAction; readonly key: KeyName }
  | { readonly of: 'unfit' }
  | { readonly of: 'taken'; readonly action: KeyAction; readonly key: KeyName; readonly by: KeyAction };

/** Keys that only come with another, or that lead away from the button. */
const isPassing = ({ key }: KeyboardEvent) => ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(key);

/** Each action with its key on a button: pressed, it waits for another. A key that is taken can be swapped for the old one. */
export function ChangeKeys() {
  const keys = useOwnKeys((own) => own.keys);
  const [waiting, setWaiting] = useState<KeyAction>();
  const [outcome, setOutcome] = useState<Outcome>();

  const wait = (action: KeyAction | undefined) => {
    setWaiting(action);
    setOutcome(undefined);
  };
  const finish = (next: Outcome) => {
    setWaiting(undefined);
    setOutcome(next);
  };

  const press = (action: KeyAction, event: KeyboardEvent) => {
    if (isPassing(event)) return;
    if (event.key === 'Tab') return wait(undefined);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return wait(undefined);
    const plain = event.ctrlKey || event.metaKey || event.altKey ? '' : plainName(event.nativeEvent);
    const key = withShift(plain, event);
    if (!key) return setOutcome({ of: 'unfit' });
    const by = actionOf(keys, key);
    if (by !== undefined && by !== action) return setOutcome({ of: 'taken', action, key, by });
    changeKey(action, key);
    finish({ of: 'done', action, key });
  };

  return (
    <>
      <div className={styles.told}>
        <p role="status">{told(waiting, outcome)}</p>
        {outcome?.of === 'taken' && (
          <Button
            onClick={() => {
              swapKeys(outcome.action, outcome.by);
              finish({ of: 'done', action: outcome.action, key: outcome.key });
            }}
          >
            {t('keys.change.swap')}
          </Button>
        )}
      </div>
      <ul className={styles.changes}>
        {keyActions.map((action) => (
          <li key={action} className={styles.change}>
            <span>{wordsOf(action)}</span>
            <button
              type="button"
              className={cx(styles.set, keys[action] !== usualKeys[action] && styles.changed)}
              aria-label={`${wordsOf(action)}: ${keyText(keys[action])}`}
              aria-pressed={waiting === action}
              onClick={() => wait(waiting === action ? undefined : action)}
              onKeyDown={(event) => waiting === action && press(action, event)}
            >
              <bdi>{waiting === action ? t('keys.change.pressing') : keyText(keys[action])}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function told(waiting: KeyAction | undefined, outcome: Outcome | undefined): string {
  switch (outcome?.of) {
    case 'done':
      return t('keys.change.done', { what: wordsOf(outcome.action), key: keyText(outcome.key) });
    case 'unfit':
      return t('keys.change.unfit');
    case 'taken':
      return t('keys.change.taken', { key: keyText(outcome.key), other: wordsOf(outcome.by) });
    case undefined:
      return waiting === undefined
        ? t('keys.change.hint')
        : t('keys.change.wait', { what: wordsOf(waiting) });
  }
}

/** Gives every action its usual key again. */
export function ResetKeys() {
  const asUsual = useOwnKeys(({ keys }) => keyActions.every((action) => keys[action] === usualKeys[action]));
  return (
    <Button className={styles.reset} aria-disabled={asUsual || undefined} onClick={resetKeys}>
      {t('keys.change.reset')}
    </Button>
  );
}
