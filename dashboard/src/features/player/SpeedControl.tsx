import { t } from '../../i18n/t.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { rates, setRate, usePlayerStore } from './player.store.ts';

const options = rates.map((rate) => ({ value: String(rate), text: `${rate}×` }));

export function SpeedControl() {
  const rate = usePlayerStore((state) => state.rate);
  return (
    <Segmented
      label={t('player.speed')}
      options={options}
      value={String(rate)}
      onChange={(value) => setRate(rates.find((one) => String(one) === value) ?? 1)}
    />
  );
}
