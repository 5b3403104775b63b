import { t } from '../../i18n/t.ts';
import { SelectField } from '../../ui/Field.tsx';
import styles from './Player.module.css';
import { usePlayerStore } from './player.store.ts';
import { type Speed, speeds, speedText } from './speeds.ts';

type SpeedControlProps = { readonly onSpeed: ((speed: Speed) => void) | undefined };

/** How fast, and which way: the signed speed, and all others to choose from. */
export function SpeedControl({ onSpeed }: SpeedControlProps) {
  const speed = usePlayerStore((state) => state.speed);
  return (
    <SelectField
      label={t('player.speed')}
      className={styles.speed}
      value={String(speed)}
      onChange={({ target }) => {
        const chosen = speeds.find((one) => String(one) === target.value);
        if (chosen !== undefined) onSpeed?.(chosen);
      }}
    >
      {speeds.map((one) => (
        <option key={one} value={String(one)}>
          {speedText(one)}
        </option>
      ))}
    </SelectField>
  );
}
