import { SlidersHorizontal } from 'lucide-react';
import { chooseDigits, digitChoices, useLanguage } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import { serverNow } from '../../time/server-clock.ts';
import { zoneName } from '../../time/zone.ts';
import { chooseZone, useZones, zoneChoices, zoneOf } from '../../time/zone-choice.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover, PopoverChoice } from '../../ui/Popover.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { chooseDensity, chooseTheme, densities, themes, useAppearance } from '../appearance.ts';
import styles from './DisplayMenu.module.css';

/** How the page looks in this browser. Each choice takes effect at once and is kept. */
export function DisplayMenu() {
  const { theme, density } = useAppearance();
  const { code, digits } = useLanguage();
  return (
    <Popover
      title={t('display.title')}
      trigger={
        <IconButton label={t('display.title')}>
          <SlidersHorizontal aria-hidden="true" />
        </IconButton>
      }
    >
      <Choice
        label={t('display.theme')}
        options={themes.map((value) => ({ value, text: t(`display.theme.${value}`) }))}
        value={theme}
        onChange={chooseTheme}
      />
      <Choice
        label={t('display.density')}
        options={densities.map((value) => ({ value, text: t(`display.density.${value}`) }))}
        value={density}
        onChange={chooseDensity}
      />
      <ZoneChoiceField />
      {code === 'ar' && (
        <Choice
          label={t('display.digits')}
          options={digitChoices.map((value) => ({ value, text: t(`display.digits.${value}`) }))}
          value={digits}
          onChange={chooseDigits}
        />
      )}
    </Popover>
  );
}

/** The site's clocks are offered only where it is known which those are. */
function ZoneChoiceField() {
  const zones = useZones();
  const offered = zoneChoices.filter((choice) => choice !== 'site' || zones.site !== undefined);
  return (
    <div>
      <Choice
        label={t('display.zone')}
        options={offered.map((value) => ({ value, text: t(`display.zone.${value}`) }))}
        value={zones.choice}
        onChange={chooseZone}
      />
      <p className={styles.note}>{t('display.zone.now', { zone: zoneName(serverNow(), zoneOf(zones)) })}</p>
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

const Choice = <Value extends string>(props: ChoiceProps<Value>) => (
  <PopoverChoice label={props.label}>
    <Segmented {...props} stretch />
  </PopoverChoice>
);
