import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { ChoiceButtons } from '../../ui/ChoiceButtons.tsx';
import { levelOf, useTimeline, zoomToLevel } from './timeline.store.ts';

const levels = [1, 2, 4, 8] as const;
/** In the language that the page has now. */
const optionsNow = () =>
  levels.map((level) => ({ value: String(level), text: t('timeline.zoom.level', { level }) }));

/** 1× shows the whole range, 8× an eighth of it around the playhead. */
export function ZoomButtons() {
  const level = useTimeline((state) => levelOf(state, levels));
  return (
    <ChoiceButtons
      label={t('timeline.zoom')}
      options={optionsNow()}
      value={level === undefined ? undefined : String(level)}
      onPress={(value) => zoomToLevel(Number(value), usePlayhead.getState().at)}
    />
  );
}
