import { useQuery } from '@tanstack/react-query';
import { scaleTime } from 'd3-scale';
import { useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { formatMinutes } from '../../time/format.ts';
import { roundTimes } from '../../time/round-times.ts';
import { lengthOf, type Span } from '../../time/span.ts';
import { useNow } from '../../time/use-now.ts';
import { currentZone, offsetName } from '../../time/zone.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import styles from './FootageStrip.module.css';
import { footageQuery } from './footage.query.ts';
import { coverage } from './footage.ts';
import { presets } from './ranges.ts';

const MINUTE_MS = 60_000;

/** Room for a label, px, however many there turn out to be. */
const PX_PER_LABEL = 64;
/** A label that would stick out of the strip, in px to either side, is left out. */
const HALF_A_LABEL = 16;

/** A minute's grid keeps the window, and with it the cached answer, the same for a while. */
const lastDay = (now: number) => presets.day(Math.ceil(now / MINUTE_MS) * MINUTE_MS);

/** What was recorded over the last 24 hours, at a glance. */
export function FootageStrip({ cameraId }: { readonly cameraId: string }) {
  const window = lastDay(useNow(MINUTE_MS));
  const { data, error } = useQuery(footageQuery(cameraId, window));
  if (error) return <p className={styles.note}>{t('strip.failed')}</p>;
  if (!data) return <Skeleton height="46px" />;

  const zone = currentZone();
  const x = scaleTime().domain([window.from, window.to]).range([0, 100]).clamp(true);
  const percent = Math.round(coverage(data, window) * 100);
  return (
    <div>
      <svg
        className={styles.strip}
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('strip.label', { percent })}
      >
        <rect className={styles.gap} width={100} height={1} />
        {data.sequences.map(({ from, to }) => (
          <rect
            key={from}
            className={styles.sequence}
            x={x(from)}
            width={Math.max(x(to) - x(from), 0.15)}
            height={1}
          />
        ))}
      </svg>
      <StripScale window={window} />
      <p className={styles.note}>
        {t('recordings.coverage', { percent })} · <bdi dir="ltr">{offsetName(window.to, zone)}</bdi>
      </p>
    </div>
  );
}

/** Hours under the strip, as many as there is room for. */
function StripScale({ window }: { readonly window: Span }) {
  const scale = useRef<HTMLDivElement>(null);
  const width = useElementSize(scale, 'width', 400);
  const zone = currentZone();
  const labels = roundTimes(window, Math.max(1, Math.floor(width / PX_PER_LABEL)), zone)
    .map((at) => ({ at, x: ((at - window.from) / lengthOf(window)) * width }))
    .filter(({ x }) => x >= HALF_A_LABEL && x <= width - HALF_A_LABEL);
  return (
    <div ref={scale} dir="ltr" className={styles.scale} aria-hidden="true">
      {labels.map(({ at, x }) => (
        <span key={at} style={{ left: x }}>
          {formatMinutes(at, zone)}
        </span>
      ))}
    </div>
  );
}
