import { t } from '../../i18n/t.ts';
import { serverNow } from '../../time/server-clock.ts';
import { LONGEST_VIEW_MS, type Span } from '../../time/span.ts';
import { ChoiceButtons } from '../../ui/ChoiceButtons.tsx';
import { SpanFields } from '../../ui/SpanFields.tsx';
import styles from './RangePicker.module.css';
import { type Preset, presets } from './ranges.ts';

type RangePickerProps = {
  readonly range: Span;
  readonly preset: Preset | undefined;
  readonly onChange: (range: Span, preset: Preset | undefined) => void;
};

/** In the language that the page has now. */
const optionsNow = (): readonly { value: Preset; text: string }[] => [
  { value: 'hour', text: t('recordings.range.hour') },
  { value: 'sixHours', text: t('recordings.range.sixHours') },
  { value: 'day', text: t('recordings.range.day') },
  { value: 'week', text: t('recordings.range.week') },
  { value: 'month', text: t('recordings.range.month') },
  { value: 'year', text: t('recordings.range.year') },
];

/** Which stretch of time the timeline covers: a usual one up to now, or any from and to. */
export const RangePicker = ({ range, preset, onChange }: RangePickerProps) => (
  <div className={styles.picker}>
    <ChoiceButtons
      label={t('recordings.range')}
      options={optionsNow()}
      value={preset}
      onPress={(value) => onChange(presets[value](serverNow()), value)}
    />
    <SpanFields
      label={t('recordings.range')}
      span={range}
      exactness="minute"
      longest={LONGEST_VIEW_MS + DAY_MS}
      refusal={t('recordings.rangeInvalid')}
      onChange={(next) => onChange(next, undefined)}
    />
  </div>
);

/** A leap year is a day longer. */
const DAY_MS = 24 * 3_600_000;
