import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, RotateCw, X } from 'lucide-react';
import { Link } from 'wouter';
import { cameraName } from '../../i18n/camera-name.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import styles from './ImportResults.module.css';
import { type ImportItem, isIn, isOver } from './import-cameras.ts';
import type { Import } from './use-import.ts';

/** The height of a result in CSS px. */
const ROW = 26;

/** How an import goes and how it went, camera by camera. It stands beside the page and blocks nothing. */
export function ImportResults({ running, items, retry, close }: Import) {
  const total = items.length;
  if (total === 0) return null;
  const done = items.filter(({ state }) => isOver(state)).length;
  const imported = items.filter(({ state }) => isIn(state)).length;
  const failed = done - imported;

  return (
    <section className={styles.panel} aria-label={t('import.title')}>
      <div className={styles.head}>
        <p className={styles.summary} role="status">
          {running ? t('import.progress', { done, total }) : t('import.done', { count: imported })}
          {!running && failed > 0 && (
            <span className={styles.failed}> · {t('import.failed', { count: failed })}</span>
          )}
        </p>
        {!running && failed > 0 && (
          <Button icon={<RotateCw aria-hidden="true" />} onClick={() => void retry()}>
            {t('import.retry')}
          </Button>
        )}
        {!running && (
          <IconButton label={t('import.close')} onClick={close}>
            <X aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <ProgressBar
        label={t('import.title')}
        value={done / total}
        tone={failed > 0 ? 'warn' : running ? 'accent' : 'ok'}
      />
      <ResultList items={running ? items : failedFirst(items)} />
    </section>
  );
}

/** What needs the reader's eyes is not to be searched for among thousands. */
const failedFirst = (items: readonly ImportItem[]) =>
  items.toSorted((a, b) => Number(isIn(a.state)) - Number(isIn(b.state)));

function ResultList({ items }: { readonly items: readonly ImportItem[] }) {
  const { scroller, probe, virtual } = useVirtualRows<HTMLElement>({
    count: items.length,
    keyOf: (index) => items[index]?.camera.id ?? String(index),
    height: ROW,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: results without links can be scrolled by keyboard only so (WCAG 2.1.1).
    <section ref={scroller} className={styles.scroll} aria-label={t('import.results')} tabIndex={0}>
      <div ref={probe} className={cx(styles.item, styles.probe)} />
      <ul className={styles.list} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item && <Result key={key} {...item} top={start} index={index} count={items.length} />;
        })}
      </ul>
    </section>
  );
}

type ResultProps = ImportItem & { readonly top: number; readonly index: number; readonly count: number };

function Result({ camera, request, state, top, index, count }: ResultProps) {
  const name = cameraName({ name: request.name ?? camera.name, nameAr: request.nameAr ?? null });
  return (
    <li
      className={styles.item}
      style={{ insetBlockStart: top }}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      <ResultIcon step={state.step} />
      <bdi className={styles.name}>
        {state.step === 'imported' ? <Link href={`/cameras/${state.cameraId}`}>{name}</Link> : name}
      </bdi>
      <span className={cx(styles.state, state.step === 'failed' && styles.failed)}>
        {state.step === 'failed' ? describeError(state.error).title : t(`import.state.${state.step}`)}
      </span>
    </li>
  );
}

function ResultIcon({ step }: { readonly step: ImportItem['state']['step'] }) {
  switch (step) {
    case 'waiting':
      return <CircleDashed className={styles.icon} aria-hidden="true" />;
    case 'importing':
      return <LoaderCircle className={cx(styles.icon, styles.turning)} aria-hidden="true" />;
    case 'failed':
      return <CircleAlert className={cx(styles.icon, styles.failed)} aria-hidden="true" />;
    default:
      return <CircleCheck className={cx(styles.icon, styles.ok)} aria-hidden="true" />;
  }
}
