import { SlidersHorizontal } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
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
import { type DisplayChoice, forgetChoice, lastChoice, rememberChoice } from './last-choice.ts';

/** How the page looks in this browser. Each choice takes effect at once and is kept. */
export function DisplayMenu() {
  const { theme, density } = useAppearance();
  const { code, digits } = useLanguage();
  // Some choices have all of the page drawn anew: the menu is then open, with the focus where it was.
  const [chosen, setChosen] = useState(lastChoice);
  const [open, setOpen] = useState(chosen !== undefined);
  useEffect(forgetChoice);
  const show = (next: boolean) => {
    setOpen(next);
    setChosen(undefined);
  };
  const chosenOption = useRef<HTMLInputElement>(null);
  const focusOf = (choice: DisplayChoice) => (choice === chosen ? chosenOption : undefined);
  return (
    <Popover
      title={t('display.title')}
      open={open}
      onOpenChange={show}
      {...(chosen !== undefined && { initialFocus: chosenOption })}
      trigger={
        <IconButton label={t('display.title')}>
          <SlidersHorizontal aria-hidden="true" />
        </IconButton>
      }
    >
      <Choice
        choice="theme"
        chosenRef={focusOf('theme')}
        label={t('display.theme')}
        options={themes.map((value) => ({ value, text: t(`display.theme.${value}`) }))}
        value={theme}
        onChange={chooseTheme}
      />
      <Choice
        choice="density"
        chosenRef={focusOf('density')}
        label={t('display.density')}
        options={densities.map((value) => ({ value, text: t(`display.density.${value}`) }))}
        value={density}
        onChange={chooseDensity}
      />
      <ZoneChoiceField chosenRef={focusOf('zone')} />
      {code === 'ar' && (
        <Choice
          choice="digits"
          chosenRef={focusOf('digits')}
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
function ZoneChoiceField({ chosenRef }: Pick<ChoiceProps<string>, 'chosenRef'>) {
  const zones = useZones();
  const offered = zoneChoices.filter((choice) => choice !== 'site' || zones.site !== undefined);
  return (
    <div>
      <Choice
        choice="zone"
        chosenRef={chosenRef}
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
  readonly choice: DisplayChoice;
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly chosenRef: RefObject<HTMLInputElement | null> | undefined;
};

function Choice<Value extends string>({ choice, onChange, ...segmented }: ChoiceProps<Value>) {
  const choose = (value: Value) => {
    rememberChoice(choice);
    onChange(value);
  };
  return (
    <PopoverChoice label={segmented.label}>
      <Segmented {...segmented} onChange={choose} stretch />
    </PopoverChoice>
  );
}
